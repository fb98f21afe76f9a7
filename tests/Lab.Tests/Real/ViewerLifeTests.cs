using System.Net;
using Streaming.Lab.Real.Relaying;
using Streaming.Lab.Real.Viewing;
using Streaming.Lab.Records;
using Streaming.Lab.Virtual.Serving;
using Streaming.Lab.Virtual.Viewing;
using Streaming.Player.Client;

namespace Streaming.Lab.Tests.Real;

public sealed class ViewerLifeTests
{
    [Fact]
    public void What_is_said_to_have_been_lost_is_media_and_no_reports()
    {
        MonotonicClock clock = new(new VirtualTime(Instant.FromSeconds(1_000)));
        Instant start = clock.Now;
        using RelayNetwork network = new(new([], [-1], start), 0, clock);
        ViewerStage stage = new(clock, start, network, () => 0, TimeSpan.FromSeconds(1), _ => { });
        ViewerOptions options = new()
        {
            Number = 0,
            Id = "home.1",
            Audience = new() { Name = "home", Count = 1, Behind = "lan", Title = "film" },
            Link = "lan",
            Address = IPAddress.Loopback,
            Server = VirtualServerOptions.Address,
            Seed = 1,
            RunStart = start,
        };
        using ViewerLife life = new(options, stage, clock, start);
        RelayVerdict media = new(0, IsReport: false, FromServer: true, 0, 1_000, default);
        Instant second = start + TimeSpan.FromSeconds(3.5);
        life.Lost(media, "lan", "loss", second);
        life.Lost(media with { IsReport = true }, "lan", "loss", second);
        life.Lost(media with { FromServer = false }, "lan", "loss", second);

        Assert.Equal([new DropRecord(3, "lan", "loss", 1)], life.Record().Drops);
    }
}
