using Streaming.EndToEnd.Tests.Tools;

namespace Streaming.EndToEnd.Tests.Clients;

/// <summary>GStreamer's rtspsrc takes every real film down whole, over both transports; ffmpeg then compares what it wrote.</summary>
public sealed class GStreamerTests(FilmServer films, ParallelRuns<Written> runs) : IClassFixture<ParallelRuns<Written>>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(110);

    public static TheoryData<string, string> Cases()
    {
        TheoryData<string, string> cases = [];
        foreach (FilmCase film in FilmCase.All.Where(film => !film.HasPreroll))
        {
            cases.Add(film.Title, "udp");
            cases.Add(film.Title, "tcp");
        }

        return cases;
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task Every_frame_is_in_what_it_writes(string title, string transport)
    {
        Assert.SkipUnless(ForeignProgram.Exists("gst-launch-1.0"), "GStreamer is not on this machine");
        FilmCase film = FilmCase.All.Single(film => film.Title == title);
        (ProgramResult run, IReadOnlyList<string> pictures, IReadOnlyList<string> sound) =
            await runs.GetAsync(title + transport, All(films.Server));

        // Its exit code says nothing after the end: rtspsrc's PAUSE and its own shutdown race, and the loser is reported as an error.
        Assert.True(run.ExitCode is not null && pictures.Count + sound.Count > 0, $"{run}\n{films.Server.Log}");
        if (film.VideoDepayload is not null)
            Assert.Equal(await films.PicturesOfAsync(film), pictures);
        if (film.SoundDepayload is not null)
            Assert.Equal(await films.SoundOfAsync(film), sound);
    }

    /// <summary>Units of sound that are sent out of their order: rtpmp4gdepay puts them in order again.</summary>
    [Theory]
    [InlineData("yes")]
    [InlineData("8x4")]
    [InlineData("2x2")]
    public async Task Interleaved_sound_is_in_order_in_what_it_writes(string pattern)
    {
        Assert.SkipUnless(ForeignProgram.Exists("gst-launch-1.0"), "GStreamer is not on this machine");
        FilmCase film = FilmCase.All.Single(film => film.Title == "bbb_480p_h264_aac_half_second");

        Written written = await PlayAsync(films.Server, film, "udp", $"?interleave={pattern}");

        Assert.Equal(await films.SoundOfAsync(film), written.Sound);
        Assert.Equal(await films.PicturesOfAsync(film), written.Pictures);
    }

    private static IEnumerable<(string Key, Func<Task<Written>> Run)> All(RunningServer server) =>
        from film in FilmCase.All
        where !film.HasPreroll
        from transport in new[] { "udp", "tcp" }
        select (film.Title + transport, new Func<Task<Written>>(() => PlayAsync(server, film, transport)));

    private static async Task<Written> PlayAsync(RunningServer server, FilmCase film, string transport, string query = "")
    {
        string file = Path.Combine(Path.GetTempPath(), $"streaming-gst-{Guid.NewGuid():N}.mkv");
        try
        {
            ProgramResult run = await ForeignProgram.RunAsync("gst-launch-1.0", Pipeline(server, film, transport, file, query), Limit);
            return new(
                run,
                film.VideoDepayload is null ? [] : FrameHashes.Read(await FrameHashes.PicturesAsync(file, Limit)),
                film.SoundDepayload is null ? [] : FrameHashes.Read(await FrameHashes.CodedSoundAsync(file, Limit)));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string[] Pipeline(RunningServer server, FilmCase film, string transport, string file, string query)
    {
        List<string> words = ["-q", "matroskamux", "name=m", "!", "filesink", $"location={file}"];
        words.AddRange(["rtspsrc", "name=s", $"location={server.Address(film.Title)}{query}", $"protocols={transport}"]);
        words.AddRange(["latency=1000", "udp-buffer-size=8000000"]);
        Branch(words, "video", film.VideoDepayload);
        Branch(words, "audio", film.SoundDepayload);
        return [.. words];
    }

    private static void Branch(List<string> words, string media, string? depayload)
    {
        if (depayload is null)
            return;

        // An element, not a caps link: gst-launch makes two of those when two streams appear at once, and then neither is linked.
        words.AddRange(["s.", "!", "capsfilter", $"caps=application/x-rtp,media={media}", "!", "queue", "!"]);
        words.AddRange(depayload.Split(' '));
        words.AddRange(["!", "queue", "!", "m."]);
    }
}
