using Streaming.Player.Playout;
using Streaming.Player.Protection;
using Streaming.Player.Sessions;
using Streaming.Qos.FlowSpecs;
using Streaming.Qos.Protection;
using Streaming.Server.Traffic;
using Streaming.Testing;
using Streaming.World.Tests.Theatre;

namespace Streaming.World.Tests;

/// <summary>Protection that follows the losses of a network: a whole server, a network that gets worse and better, a player.</summary>
public sealed class ProtectionTests(ITestOutputHelper output) : IAsyncLifetime
{
    /// <summary>130 s of noise at 2 Mb/s: about 180 packets a second, quickly decoded.</summary>
    private static readonly string[] Recipe =
    [
        "-f", "lavfi", "-i", "testsrc2=size=160x120:rate=25:duration=130,noise=alls=60:allf=t",
        "-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000:duration=130",
        "-c:v", "libx264", "-preset", "ultrafast", "-g", "50", "-b:v", "2M", "-maxrate", "2M", "-bufsize", "500k", "-pix_fmt", "yuv420p",
        "-c:a", "aac", "-b:a", "64k", "-threads", "1",
    ];

    /// <summary>The network is too long for resends, so that parity has to do it.</summary>
    private static readonly StageOptions FarAway = new()
    {
        Delay = TimeSpan.FromMilliseconds(400),
        Protection = new() { Budget = new() { Delay = TimeSpan.FromMilliseconds(800), Residual = new(2_000_000) } },
    };

    private readonly TemporaryFolder _folder = new();
    private StoredCatalogue _catalogue = null!;

    public async ValueTask InitializeAsync()
    {
        string film = Path.Combine(_folder.Path, "noise.mp4");
        Tool.Run("ffmpeg", ["-nostdin", "-v", "error", .. Recipe, film]);
        _catalogue = await StoredCatalogue.ImportAsync(film, new() { Traffic = TrafficAnalysis.Of });
    }

    public ValueTask DisposeAsync()
    {
        _catalogue.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void It_follows_losses_that_come_change_and_go_and_nobody_notices_the_changes()
    {
        using Stage stage = new(_catalogue, FarAway);
        stage.Run(TimeSpan.FromSeconds(10));
        Assert.Equal(ParityLayout.None, Picture(stage).InForce);

        // Single losses: parity within four seconds and the way there and back.
        stage.Network.Losses = GilbertElliott.Random(0.02);
        stage.Run(TimeSpan.FromSeconds(5));
        ParityLayout first = Picture(stage).InForce;
        Assert.False(first.IsNone);
        stage.Run(TimeSpan.FromSeconds(20));

        // Bursts: columns, and more of them.
        stage.Network.Losses = GilbertElliott.Bursts(0.02, 8);
        stage.Run(TimeSpan.FromSeconds(25));
        ParityLayout second = Picture(stage).InForce;
        Assert.True(second.HasColumnParity && second.Columns >= 8, $"{second}");
        (long media, long repair) = stage.Server.Sent;

        // Calm: none in the end, and not a sample is the worse for any of the changes that come with it.
        stage.Network.Losses = GilbertElliott.Lossless;
        stage.Run(TimeSpan.FromSeconds(5));
        (long Damaged, long GivenUp) broken = Broken(stage);
        stage.Run(TimeSpan.FromSeconds(50));
        PlayoutStatistics after = stage.Player.Playout.Snapshot(stage.Now);

        Tell(stage);
        Assert.Equal(ParityLayout.None, Picture(stage).InForce);
        Assert.Equal(broken, Broken(stage));
        Assert.Equal((0, 0, 0), (after.Stalls, after.LateSamples, after.LatePackets));
        Assert.InRange(repair, 1, media / 4);
        Assert.InRange(Picture(stage).Changes, 2, 10);
        Assert.All(stage.Player.Effects.OfType<SessionEffect.ContractChanged>(), WithinBudget);
    }

    /// <summary>With the usual budget, at 40 ms there and back. Of long bursts more is left: half a second has room for rows of ten, which
    /// alone leave 0.7 % of the packets (see codecs/README.md), and a twentieth of the rate takes its time for thirty of them at
    /// once.</summary>
    [Theory]
    [InlineData(0.02, 1, 0.0003)]
    [InlineData(0.05, 1, 0.0003)]
    [InlineData(0.02, 8, 0.005)]
    public void On_a_near_network_as_good_as_nothing_is_missing(double loss, double burst, double most)
    {
        using Stage stage = new(_catalogue, new() { Delay = TimeSpan.FromMilliseconds(20) });
        stage.Run(TimeSpan.FromSeconds(5));
        stage.Network.Losses = burst > 1 ? GilbertElliott.Bursts(loss, burst) : GilbertElliott.Random(loss);
        stage.Run(TimeSpan.FromSeconds(5));
        (_, long before) = Broken(stage);
        long sent = stage.Server.Sent.Media;
        stage.Run(TimeSpan.FromSeconds(100));

        Tell(stage);
        double missing = (Broken(stage).GivenUp - before) / (double)(stage.Server.Sent.Media - sent);
        output.WriteLine($"missing: {missing:p4}");
        Assert.InRange(missing, 0, most);
        Assert.InRange(stage.Server.Sent.Repair, 1, stage.Server.Sent.Media / 4);
    }

    [Fact]
    public void Where_the_link_is_too_narrow_nothing_is_protected_and_playing_goes_on()
    {
        BitRate plain;
        using (Stage wide = new(_catalogue, FarAway with { Protection = null }))
        {
            wide.Run(TimeSpan.FromSeconds(6));
            plain = wide.Player.Effects.OfType<SessionEffect.ContractGranted>().Last().Terms.Contract.Traffic.Rate;
        }

        using Stage stage = new(_catalogue, FarAway with { Capacity = plain + BitRate.Kbps(20) });
        stage.Run(TimeSpan.FromSeconds(8));
        stage.Network.Losses = GilbertElliott.Random(0.02);
        stage.Run(TimeSpan.FromSeconds(25));

        Tell(stage);
        Assert.Equal(SessionPhase.Playing, stage.Player.Session.Phase);
        Assert.Equal(ParityLayout.None, Picture(stage).InForce);
        Assert.Equal(0, stage.Server.Sent.Repair);
        List<SessionEffect.ProtectionAnswered> answers = [.. stage.Player.Effects.OfType<SessionEffect.ProtectionAnswered>()];
        Assert.All(answers, answer => Assert.Equal((false, "link"), (answer.IsGranted, answer.Shortage!.Limit)));
        Assert.InRange(answers.Count, 1, 8);
        Assert.True(stage.Player.Shown.Count > 25 * 20);
    }

    private static StreamAdvice Picture(Stage stage) => stage.Player.Session.Streams[0].Advice!;

    private static void WithinBudget(SessionEffect.ContractChanged changed)
    {
        Contract contract = changed.Terms.Contract;
        Assert.All(contract.Protection, one =>
            Assert.True(one.Layout.Overhead.Billionths + (contract.Resend ?? Ratio.Zero).Billionths <= Ratio.Percent(25).Billionths));
    }

    private static (long Damaged, long GivenUp) Broken(Stage stage) => (
        stage.Player.Session.Streams.Sum(stream => (long)stream.Tally.Damaged),
        stage.Player.Session.Streams.Sum(stream => stream.Receive.Counters.GivenUp));

    private void Tell(Stage stage)
    {
        foreach (SessionEffect.ProtectionChanged changed in stage.Player.Effects.OfType<SessionEffect.ProtectionChanged>())
            output.WriteLine(changed.Why);
        output.WriteLine($"{stage.Server.Sent}, {Broken(stage)}, {stage.Player.Playout.Snapshot(stage.Now)}");
    }
}
