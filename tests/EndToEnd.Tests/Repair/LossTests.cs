using System.Text.Json;
using Streaming.Emulation.Links;
using Streaming.Emulation.Losses;
using Streaming.EndToEnd.Tests.Clients;
using Streaming.EndToEnd.Tests.Player;
using Streaming.EndToEnd.Tests.Tools;
using Streaming.Lab.Real.Relaying;
using Streaming.Testing;

namespace Streaming.EndToEnd.Tests.Repair;

/// <summary>A real server, a network that loses packets, and our player: what it hands on is the film, every byte of it.</summary>
/// <remarks>What is missing is waited for as long as a block of the sound's 47 packets a second and the one behind it take.</remarks>
public sealed class LossTests(FilmServer films)
{
    private const string Title = "bbb_480p_h264_aac", Wait = "3000";

    [Fact]
    public async Task Two_in_a_hundred_lost_anywhere_are_mended_by_columns_and_rows()
    {
        JsonElement[] streams = await PlayAsync("5x5+rows", 21, new() { Loss = Each(2) });
        Assert.InRange(Sum(streams, "repairedByParity"), 20, 200);
    }

    [Fact]
    public async Task Bursts_as_long_as_a_row_are_mended_by_columns_and_hardly_anything_is_asked_for_again()
    {
        bool[] bursts = [.. Enumerable.Range(0, 211).Select(number => number >= 201)];
        JsonElement[] streams = await PlayAsync(
            "10x5",
            22,
            new() { Loss = new LossProfile.Trace(bursts, "ten of 211") },
            spared: one => one is not { Stream: 0, IsReport: false, FromServer: true });
        Assert.InRange(Sum(streams, "repairedByParity"), 50, 200);
        Assert.InRange(Sum(streams, "asked"), 0, 5);
    }

    [Fact]
    public async Task Five_in_a_hundred_lost_over_40_ms_there_and_back_are_mended_by_parity_and_resends()
    {
        LinkProfile network = new() { Loss = Each(5), Delay = TimeSpan.FromMilliseconds(20) };
        JsonElement[] streams = await PlayAsync("10x5", 23, network);
        Assert.InRange(Sum(streams, "repairedByParity"), 40, 400);
        Assert.InRange(Sum(streams, "repairedByResend"), 5, 100);
    }

    [Fact]
    public async Task Whoever_repairs_nothing_loses_what_the_network_loses()
    {
        using ImpairingRelay relay = new(films.Server.RtspPort, 24, new() { Loss = Each(5) });
        (_, JsonElement report) = await OwnPlayer.ReportAsync(
            relay.Address(Title), "--transport", "udp", "--duration", "4", "--repair", "off");
        JsonElement picture = report.GetProperty("streams")[0];
        Assert.InRange(picture.GetProperty("lost").GetInt32(), 1, 100);
        Assert.Equal(JsonValueKind.Null, picture.GetProperty("repair").ValueKind);
    }

    /// <summary>Plays the film nearly to its end, behind which nothing tells that its last packets are lost, and sees that
    /// nothing is missing of it though much was lost on its way.</summary>
    private async Task<JsonElement[]> PlayAsync(string layout, ulong seed, LinkProfile network, Func<RelayVerdict, bool>? spared = null)
    {
        using ImpairingRelay relay = new(films.Server.RtspPort, seed, network) { Spares = spared };
        (ProgramResult run, JsonElement report) = await OwnPlayer.ReportAsync(
            relay.Address(Title), "--transport", "udp", "--repair", layout, "--latency", Wait, "--duration", "13",
            "--verify", SharedMedia.Find(SharedMedia.TransportStream));
        Assert.True(run.ExitCode == 0, $"{run}\n{run.Output}\n{report}");
        JsonElement[] streams = [.. report.GetProperty("streams").EnumerateArray()];
        Assert.True(streams.Sum(stream => stream.GetProperty("lost").GetInt32()) > 20, "the network lost next to nothing");
        Assert.All(streams, stream => Assert.Equal(0, stream.GetProperty("lossEvents").GetInt32()));
        return [.. streams.Select(stream => stream.GetProperty("repair"))];
    }

    private static LossProfile.Bernoulli Each(int percent) => new(Ratio.Percent(percent));

    private static int Sum(JsonElement[] repairs, string what) => repairs.Sum(repair => repair.GetProperty(what).GetInt32());
}
