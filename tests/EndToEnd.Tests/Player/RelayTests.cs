using System.Text.Json;
using Streaming.Emulation.Jitter;
using Streaming.Emulation.Losses;
using Streaming.EndToEnd.Tests.Tools;
using Streaming.Lab.Real.Relaying;
using Streaming.Testing;

namespace Streaming.EndToEnd.Tests.Player;

/// <summary>The bad network that other tests play through does what it says.</summary>
public sealed class RelayTests(ClipServer clips)
{
    private static readonly string Title = ClipServer.Title(TestClips.H264Aac);

    [Theory]
    [InlineData("udp")]
    [InlineData("tcp")]
    public async Task A_good_network_passes_everything_as_it_is(string transport)
    {
        using ImpairingRelay relay = new(clips.Server.RtspPort, 1);
        (ProgramResult run, JsonElement report) = await OwnPlayer.ReportAsync(
            relay.Address(Title), "--transport", transport, "--verify", clips.Stored(TestClips.H264Aac));

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal(transport, report.GetProperty("transport").GetString());
        Assert.Equal(transport == "udp", relay.Verdicts.Count > 0);
        Assert.All(relay.Verdicts, verdict => Assert.Equal(TimeSpan.Zero, verdict.Delay));
    }

    [Fact]
    public async Task What_it_loses_the_player_misses_and_the_seed_says_what_that_is()
    {
        int[] first = await Lost(7), again = await Lost(7), other = await Lost(8);
        int both = Math.Min(first.Last(), again.Last());
        Assert.Equal(first.Where(number => number <= both), again.Where(number => number <= both));
        Assert.NotEqual(first, other);
    }

    [Fact]
    public async Task What_it_delays_leaves_so_much_later_and_none_of_it_is_lost()
    {
        using ImpairingRelay relay = new(clips.Server.RtspPort, 3, new()
        {
            Delay = TimeSpan.FromMilliseconds(20),
            Jitter = new(JitterShape.Uniform, TimeSpan.FromMilliseconds(50)),
        });
        (ProgramResult run, JsonElement report) = await OwnPlayer.ReportAsync(relay.Address(Title), "--transport", "udp");

        Assert.True(run.ExitCode == 0, run.ToString());
        RelayVerdict[] media = [.. relay.Verdicts.Where(verdict => verdict is { FromServer: true, IsReport: false })];
        Assert.All(media, verdict => Assert.True(verdict.Delay >= TimeSpan.FromMilliseconds(20), verdict.ToString()));
        Assert.InRange(media.Average(verdict => verdict.Delay!.Value.TotalMilliseconds), 40, 50);
        Assert.All(report.GetProperty("streams").EnumerateArray(), stream => Assert.Equal(0, stream.GetProperty("lost").GetInt32()));
    }

    /// <summary>Which of the server's datagrams are lost; which stream each belongs to is left to how they come. Of the first stream they
    /// are as many as the player misses.</summary>
    private async Task<int[]> Lost(ulong seed)
    {
        using ImpairingRelay relay = new(
            clips.Server.RtspPort, seed, new() { Loss = new LossProfile.Bernoulli(Ratio.Percent(10)) });
        (_, JsonElement report) = await OwnPlayer.ReportAsync(relay.Address(Title), "--transport", "udp", "--repair", "off");

        RelayVerdict[] all = [.. relay.Verdicts.Where(verdict => verdict.FromServer)];
        RelayVerdict[] media = [.. all.Where(verdict => verdict is { Stream: 0, IsReport: false })];
        int[] lost = [.. media.Where(verdict => verdict.Delay is null).Select(verdict => verdict.Number)];

        // What is lost before the first packet that comes, or behind the last, nobody can miss.
        int[] arrived = [.. media.Where(verdict => verdict.Delay is not null).Select(verdict => verdict.Number)];
        int missed = lost.Count(number => number > arrived[0] && number < arrived[^1]);
        Assert.InRange(report.GetProperty("streams")[0].GetProperty("lost").GetInt32(), missed, lost.Length);
        Assert.InRange(lost.Length, media.Length / 40, media.Length / 4);
        return [.. all.Where(verdict => verdict.Delay is null).Select(verdict => verdict.Number).Order()];
    }
}
