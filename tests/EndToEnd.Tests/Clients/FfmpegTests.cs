using Streaming.EndToEnd.Tests.Tools;
using Streaming.Testing;

namespace Streaming.EndToEnd.Tests.Clients;

/// <summary>ffmpeg plays every real film whole, over both transports, bit for bit.</summary>
public sealed class FfmpegTests(FilmServer films, ParallelRuns<IReadOnlyDictionary<string, ProgramResult>> runs)
    : IClassFixture<ParallelRuns<IReadOnlyDictionary<string, ProgramResult>>>
{
    /// <summary>The longest film has 71 s; an end it does not notice by itself shows as a failure.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(110);

    private static readonly string[] PictureTimes =
    [
        "-v", "error", "-select_streams", "v:0", "-show_entries", "frame=pts_time", "-of", "csv=p=0",
    ];

    public static TheoryData<string, string> Cases()
    {
        TheoryData<string, string> cases = [];
        foreach (FilmCase film in FilmCase.All)
        {
            cases.Add(film.Title, "udp");
            cases.Add(film.Title, "tcp");
        }

        return cases;
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task Every_picture_and_every_coded_frame_of_sound_arrives(string title, string transport)
    {
        FilmCase film = FilmCase.All.Single(film => film.Title == title);
        IReadOnlyDictionary<string, ProgramResult> run = await runs.GetAsync(title + transport, All(films.Server));
        if (run.TryGetValue("pictures", out ProgramResult? pictures))
            Same(await films.PicturesOfAsync(film), pictures, "pictures");
        if (run.TryGetValue("sound", out ProgramResult? sound))
            Same(await films.SoundOfAsync(film), sound, "frames of sound");
    }

    [Theory]
    [InlineData("bbb_480p_h264_aac51", 14.0)]
    [InlineData("tears_of_steel_332p_h264_2audio_subs", 33.3)]
    [InlineData("tears_of_steel_332p_hevc_aac", 9.5)]
    public async Task A_seek_begins_with_the_picture_of_the_last_key_frame_before(string title, double seconds)
    {
        FilmCase film = FilmCase.All.Single(film => film.Title == title);
        string address = films.Server.Address(title);
        ProgramResult seen = await FrameHashes.PicturesAsync(
            address, Limit, "-rtsp_transport", "tcp", "-noaccurate_seek", "-ss", $"{seconds}", "-t", "3");
        ProgramResult keys = await ForeignProgram.RunAsync(
            "ffprobe",
            [.. PictureTimes, "-skip_frame", "nokey", SharedMedia.Find(film.File)],
            Limit);
        double key = Times(keys).Last(at => at <= seconds);
        int first = await PicturesBeforeAsync(film, key);

        IReadOnlyList<string> expected = await films.PicturesOfAsync(film);
        IReadOnlyList<string> got = FrameHashes.Read(seen);
        Assert.True(got.Count > 24, $"only {got.Count} pictures after the seek: {seen}");
        Assert.Equal(expected.Skip(first).Take(24), got.Take(24));
    }

    private static IEnumerable<(string Key, Func<Task<IReadOnlyDictionary<string, ProgramResult>>> Run)> All(RunningServer server) =>
        from film in FilmCase.All
        from transport in new[] { "udp", "tcp" }
        let run = new Func<Task<IReadOnlyDictionary<string, ProgramResult>>>(() => PlayAsync(server, film, transport))
        select (film.Title + transport, run);

    private static async Task<IReadOnlyDictionary<string, ProgramResult>> PlayAsync(RunningServer server, FilmCase film, string transport)
    {
        string[] options = ["-rtsp_transport", transport, "-buffer_size", "8000000"];
        string address = server.Address(film.Title);
        Task<ProgramResult>? pictures = film.VideoDepayload is null ? null : FrameHashes.PicturesAsync(address, Limit, options);
        Task<ProgramResult>? sound = film.SoundDepayload is null ? null : FrameHashes.CodedSoundAsync(address, Limit, options);
        Dictionary<string, ProgramResult> results = [];
        if (pictures is not null)
            results["pictures"] = await pictures;
        if (sound is not null)
            results["sound"] = await sound;
        return results;
    }

    private static async Task<int> PicturesBeforeAsync(FilmCase film, double key)
    {
        ProgramResult times = await ForeignProgram.RunAsync(
            "ffprobe",
            [.. PictureTimes, SharedMedia.Find(film.File)],
            Limit);
        return Times(times).Count(at => at < key - 0.001);
    }

    private static IEnumerable<double> Times(ProgramResult probed) =>
        probed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => double.Parse(line.Split(',')[0]));

    private static void Same(IReadOnlyList<string> expected, ProgramResult result, string what)
    {
        Assert.True(result.ExitCode == 0, $"{what}: {result}");
        IReadOnlyList<string> got = FrameHashes.Read(result);
        int differs = Enumerable.Range(0, Math.Min(expected.Count, got.Count)).FirstOrDefault(at => expected[at] != got[at], -1);
        Assert.True(differs < 0, $"{what}: number {differs} of {expected.Count} differs: {result}");
        Assert.True(expected.Count == got.Count, $"{what}: {got.Count} of {expected.Count} arrived: {result}");
    }
}
