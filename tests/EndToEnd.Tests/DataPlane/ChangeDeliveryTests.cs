using System.Net;
using Streaming.Formats.Media;
using Streaming.Formats.Rtp;
using Streaming.Qos.FlowSpecs;
using Streaming.Qos.Monitoring;
using Streaming.Server.Host.DataPlane;
using Streaming.Server.Sending;
using Streaming.Testing;
using Streaming.Testing.Films;
using Streaming.Testing.Sending;

namespace Streaming.EndToEnd.Tests.DataPlane;

/// <summary>A contract that changes while it is kept, on real sockets and files.</summary>
public sealed class ChangeDeliveryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TrackIndex _high = SyntheticTrack.Video(5, BitRate.Mbps(3), 3, group: 5);
    private readonly TrackIndex _low = SyntheticTrack.Video(6, BitRate.Kbps(800), 3, group: 5);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Another_rendition_goes_on_from_its_own_file_where_the_first_stopped(bool portable)
    {
        using Delivery delivery = new(new() { RtpPort = 0, Loops = 1, ForcePortable = portable });
        using Client client = new();
        using MappedFile high = Store(_high, "high"), low = Store(_low, "low");
        Listener listener = new();
        SendSession session = new(ProcessClock.Now, ProcessClock.NtpNow, "server@localhost", 1);
        SendStream stream = session.Add(_high, high, 96, new(new(7), new(65_500), new(uint.MaxValue - 99)), 1_400, client.Transport);
        session.Change(new(Promise(1, BitRate.Mbps(8)), []), ProcessClock.Now);
        session.Prepare(MediaTime.Zero, null, ProcessClock.Now);
        delivery.Start(session, listener);
        Assert.True(client.TakeUntil(() => client.Media.Count > 100));

        Assert.True(await delivery.ChangeAsync(session, new(Promise(2, BitRate.Mbps(2)), [new(stream, _low, low, null)])));
        StreamChangePoint point = (await listener.Changed).Streams.Single();
        Assert.True(client.TakeUntil(client.HasBye));

        Assert.Null(await listener.End);
        List<string> before = Payloads(_high, MediaTime.Zero, point.At!.Value), after = Payloads(_low, point.At.Value, MediaTime.End);
        Assert.True(before.Count > 100 && after.Count > 0);
        Assert.Equal([.. before, .. after], client.Payloads);
        Assert.All(client.Media.Index(), pair => Assert.Equal(stream.Identity.First + pair.Index, Header(pair.Item).Sequence));
        Assert.Equal(stream.Identity.First + before.Count, point.First);
        Assert.Equal(point.Stamp, Header(client.Media[before.Count]).Timestamp);
        AssertCounted(session, client);
    }

    [Fact]
    public async Task A_goodbye_that_the_contract_holds_back_is_said_all_the_same()
    {
        using Delivery delivery = new(new() { RtpPort = 0, Loops = 1 });
        using Client client = new();
        using MappedFile high = Store(_high, "high");
        SendSession session = new(ProcessClock.Now, ProcessClock.NtpNow, "server@localhost", 1);
        session.Add(_high, high, 96, new(new(7), new(1), new(1)), 1_400, client.Transport);
        Contract thin = Promise(1, BitRate.Kbps(400)) with { Traffic = Spec(BitRate.Kbps(400)) with { Depth = new(1_500) } };
        session.Change(new(thin, []), ProcessClock.Now);
        session.Prepare(MediaTime.Zero, null, ProcessClock.Now);
        delivery.Start(session, new Listener());
        Assert.True(client.TakeUntil(() => client.Media.Count > 10));

        await delivery.StopAsync(session);
        delivery.Bye(session, "teardown");

        Assert.True(client.TakeUntil(client.HasBye));
    }

    private static void AssertCounted(SendSession session, Client client)
    {
        SendWindow[] windows = session.Meter.History.Latest();
        long sent = windows.Sum(window => window.Sent.Packets), offered = windows.Sum(window => window.Offered.Packets);
        Assert.Equal(offered, windows.Sum(window => window.Sent.Packets + window.Dropped.Packets));

        // The goodbye lies in the window that is still open.
        Assert.Equal(client.Media.Count + client.Reports.Count - 1, sent);
        Assert.Equal(0, windows.Sum(window => window.Dropped.Packets));
    }

    private static RtpHeader Header(byte[] packet) =>
        RtpHeader.TryParse(packet, out RtpHeader header, out _, out _) ? header : throw new InvalidOperationException("not RTP");

    private static TrafficSpec Spec(BitRate rate) => new(rate, new(20_000), TrafficSpec.MostRate, new(60), new(1_448));

    private static Contract Promise(int generation, BitRate rate) => new()
    {
        Generation = generation,
        Class = ServiceClass.ControlledLoad,
        Traffic = Spec(rate),
        Reserved = rate,
        Buffer = TimeSpan.Zero,
        Priority = 5,
    };

    private MappedFile Store(TrackIndex index, string name)
    {
        string path = Path.Combine(_folder.Path, name);
        File.WriteAllBytes(path, SyntheticTrack.Bytes(index, 1));
        return new(path);
    }

    /// <summary>Of the pictures that are shown at those times, as a packetizer by itself makes them.</summary>
    private static List<string> Payloads(TrackIndex index, MediaTime from, MediaTime end)
    {
        RecordingSink sink = new(new(0));
        SendSession session = new(new(0), default, "x");
        MemoryFilm film = new(SyntheticTrack.Bytes(index, 1));
        session.Add(index, film, 96, new(new(1), new(1), new(0)), 1_400, new StreamTransport.Udp(new(IPAddress.Loopback, 1), new(0, 2)));
        session.Prepare(from, end == MediaTime.End ? null : end, new(0));
        sink.DriveToEnd(session);
        return [.. sink.Media.Select(packet => Hex.Text(packet.Payload))];
    }
}
