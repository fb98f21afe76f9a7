using Streaming.EndToEnd.Tests.Tools;

namespace Streaming.EndToEnd.Tests.Clients;

/// <summary>VLC plays a title over plain HTTP: the build that Debian ships has no RTSP.</summary>
public sealed class VlcTests(FilmServer films)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(110);

    [Theory]
    [InlineData("bbb_480p_h264_aac_half_second")]
    [InlineData("bbb_800x640_h264_bpyramid_noaudio")]
    public async Task Every_picture_is_in_what_it_writes(string title)
    {
        Assert.SkipUnless(ForeignProgram.Exists("cvlc") && ForeignProgram.Exists("runuser"), "VLC is not on this machine");
        FilmCase film = FilmCase.All.Single(film => film.Title == title);
        string folder = Directory.CreateTempSubdirectory("streaming-vlc-").FullName;
        try
        {
            // VLC refuses to run as root, so it runs as somebody who may write here.
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(folder, (UnixFileMode)0b111_111_111);
            string written = Path.Combine(folder, "written.mkv");
            string address = $"http://127.0.0.1:{films.Server.HttpPort}/titles/{title}";
            string output = $"#std{{access=file,mux=mkv,dst={written}}}";
            string[] vlc = ["cvlc", "-q", "-I", "dummy", "--sout", output, "--play-and-exit", address];
            string[] words = Environment.IsPrivilegedProcess ? ["runuser", "-u", "nobody", "--", "env", $"HOME={folder}", .. vlc] : vlc;
            ProgramResult run = await ForeignProgram.RunAsync(words[0], words[1..], Limit);
            Assert.True(run.ExitCode == 0, run.ToString());
            Assert.Equal(await films.PicturesOfAsync(film), FrameHashes.Read(await FrameHashes.PicturesAsync(written, Limit)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
