using System.Text.Json;
using Streaming.EndToEnd.Tests.Clients;
using Streaming.EndToEnd.Tests.Tools;
using Streaming.Testing;

namespace Streaming.EndToEnd.Tests.Player;

/// <summary>Import, serve, receive, compare: every sample of every coding is the film's own, with nothing lost on the way.</summary>
public sealed class VerifiedDeliveryTests(ClipServer clips, FilmServer films, ParallelRuns<ProgramResult> runs)
    : IClassFixture<ParallelRuns<ProgramResult>>
{
    /// <summary>Every language and every text track, not only what a plain client gets.</summary>
    private const string Everything = "?audio=all&text=all";

    public static TheoryData<string, string> ClipCases() => Cross(ClipServer.Clips);

    public static TheoryData<string, string> FilmCases() => Cross(FilmCase.All.Select(film => film.File));

    [Theory, MemberData(nameof(ClipCases))]
    public async Task A_clip_of_each_coding_arrives_as_it_is_stored(string clip, string transport)
    {
        // Not made from the file once more: several of the clips are transcoded, and an encoder's second answer is no measure of delivery.
        ProgramResult run = await OwnPlayer.PlayAsync(
            clips.Server.Address(ClipServer.Title(clip)) + Everything, "--transport", transport, "--verify", clips.Stored(clip));
        Assert.True(run.ExitCode == 0, $"{run}\n{run.Output}");
    }

    [Theory, MemberData(nameof(FilmCases))]
    public async Task A_real_film_arrives_as_it_is_in_the_file(string film, string transport)
    {
        ProgramResult run = await runs.GetAsync(film + transport, All(films.Server));
        Assert.True(run.ExitCode == 0, $"{run}\n{run.Output}");
    }

    [Fact]
    public async Task A_film_that_is_another_one_fails_the_comparison()
    {
        ProgramResult run = await OwnPlayer.PlayAsync(
            clips.Server.Address(ClipServer.Title(TestClips.H264Aac)), "--verify", TestClips.Find(TestClips.H264Matroska));
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task The_report_counts_every_packet_and_says_when_the_first_came()
    {
        (ProgramResult run, JsonElement report) = await OwnPlayer.ReportAsync(clips.Server.Address(ClipServer.Title(TestClips.H264Aac)));
        Assert.Equal(0, run.ExitCode);
        JsonElement[] streams = [.. report.GetProperty("streams").EnumerateArray()];
        Assert.Equal(["video", "audio"], streams.Select(stream => stream.GetProperty("kind").GetString()));
        foreach (JsonElement stream in streams)
        {
            Assert.Equal(0, stream.GetProperty("lost").GetInt64());
            Assert.Equal(stream.GetProperty("expected").GetInt64(), stream.GetProperty("packets").GetInt64());
            Assert.True(stream.GetProperty("samples").GetInt64() > 30);
            Assert.Equal(64, stream.GetProperty("sha256").GetString()!.Length);
            Assert.True(stream.GetProperty("reportsReceived").GetInt64() > 0, "no sender report came");
        }
    }

    private static IEnumerable<(string Key, Func<Task<ProgramResult>> Run)> All(RunningServer server) =>
        from film in FilmCase.All
        from transport in new[] { "udp", "tcp" }
        let address = server.Address(film.Title) + Everything
        let run = new Func<Task<ProgramResult>>(() =>
            OwnPlayer.PlayAsync(address, "--transport", transport, "--verify", SharedMedia.Find(film.File)))
        select (film.File + transport, run);

    private static TheoryData<string, string> Cross(IEnumerable<string> names)
    {
        TheoryData<string, string> cases = [];
        foreach (string name in names)
        {
            cases.Add(name, "udp");
            cases.Add(name, "tcp");
        }

        return cases;
    }
}
