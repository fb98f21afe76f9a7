using System.Net;
using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Formats.Rtp;
using Streaming.Player.Monitoring;
using Streaming.Player.Receiving;
using Streaming.Primitives.Chance;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Sending;
using Streaming.Server.Traffic;
using Streaming.World.Tests.Films;
using Streaming.World.Tests.Network;

namespace Streaming.World.Tests;

/// <summary>A server that works ahead by a plan and a receiver that holds the plan's buffer agree on what is late.</summary>
public sealed class BufferedWorldTests
{
    private static readonly IPEndPoint Nowhere = new(IPAddress.Loopback, 9);
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(100);

    public static TheoryData<Codec, int> Plans => new(
        from codec in new[] { Codec.H264, Codec.Vp8, Codec.Aac } from seconds in new[] { 1, 2 } select (codec, seconds));

    [Theory]
    [MemberData(nameof(Plans))]
    public void Whoever_holds_what_the_plan_uses_is_never_late(Codec codec, int seconds)
    {
        for (ulong seed = 1; seed <= 8; seed++)
        {
            (ReceivedStream stream, ReceptionMonitor monitor, SyntheticTrack track) = Run(codec, seed, seconds, seconds, MediaTime.Zero);
            Assert.Equal((0, 0, 0), (stream.Receive.Counters.Late, stream.Receive.Counters.GivenUp, stream.Damaged));
            Assert.Equal(track.Index.Samples.Length, stream.Samples.Count);
            Assert.Equal(stream.Receive.Counters.Packets, Assert.Single(monitor.Periods).Packets);
        }
    }

    [Theory]
    [MemberData(nameof(Plans))]
    public void Nor_after_a_seek(Codec codec, int seconds)
    {
        for (ulong seed = 1; seed <= 8; seed++)
        {
            (ReceivedStream stream, _, _) = Run(codec, seed, seconds, seconds, MediaTime.FromSeconds(1.1 * seed));
            Assert.True(stream.Samples.Count > 0);
            Assert.Equal((0, 0), (stream.Receive.Counters.Late, stream.Receive.Counters.GivenUp));
        }
    }

    [Fact]
    public void Whoever_holds_less_is_late()
    {
        (ReceivedStream stream, ReceptionMonitor monitor, _) = Run(Codec.H264, 1, planned: 2, held: 0, MediaTime.Zero);
        Assert.True(stream.Receive.Counters.Late > 0);
        Assert.Equal(stream.Receive.Counters.Late, Assert.Single(monitor.Periods).Late);
    }

    private static (ReceivedStream Stream, ReceptionMonitor Monitor, SyntheticTrack Track) Run(
        Codec codec, ulong seed, int planned, int held, MediaTime start)
    {
        SyntheticTrack track = SyntheticFilm.Make(codec, seed, seconds: 12);
        TrackIndex index = track.Index.With(TrafficAnalysis.Of(track.Index));
        SendingPlan plan = index.Traffic!.Plans.Single(one => one.Buffer == TimeSpan.FromSeconds(planned));
        NetworkOptions options = new(seed, Loss: 0, Duplicates: 0, TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(50));
        VirtualNetwork network = new(options);
        NetworkSink sink = new(network);
        Instant now = Instant.FromSeconds(1);
        SendSession session = new(now, new NtpTime(0xffff_fff0_0000_0000), "world", seed);
        PayloadDescription payload = PayloadFormats.Describe(track.Track, 96);
        StreamIdentity identity = new(new(7), new(65_530), new(uint.MaxValue - 900));
        StreamTransport transport = new StreamTransport.Udp(Nowhere, Nowhere);
        sink.Add(session.Add(index, track.Film, payload.PayloadType, identity, 1_400, transport, plan), 0);

        ReceptionMonitor monitor = new(Grace);
        monitor.Adopt(Terms(held), "", now);
        Assert.True(PayloadFormats.TryCreateDepacketizer(payload, out IDepacketizer? depacketizer));
        ReceiveStream receive = new(96, payload.Clock, depacketizer, new(Grace), trustsAll: false) { Monitor = monitor };
        receive.Announce(identity.Ssrc);
        ReceivedStream stream = new(receive, new(new(99), "viewer", BitRate.Mbps(1), payload.Clock, new SeededRandom(seed)));
        PlayPoint point = session.Prepare(start, null, now);
        receive.Begin(point.Streams[0].First, point.Streams[0].AtStart, now);

        for (int steps = 0; !stream.HasEnded; steps++)
        {
            Assert.True(steps < 1_000_000, "the world does not come to an end");
            Instant next = Instant.Min(Instant.Min(session.Next, network.Next), receive.Next);
            now = Instant.Max(now, next);
            sink.Now = now;
            session.Emit(now, sink);
            while (network.TryArrive(now, out InFlight? packet))
            {
                if (packet!.IsReport)
                    stream.AcceptReport(packet.Bytes, now);
                else
                    stream.Accept(packet.Bytes, now);
            }

            stream.Drain(now);
        }

        return (stream, monitor, track);
    }

    private static ContractText Terms(int buffer)
    {
        string text = $"generation=1; r=10Mb/s; b=20000; p=100Mb/s; m=60; M=1448; buffer={buffer}s";
        Assert.True(ContractText.TryParse(text, out ContractText? terms, out _));
        return terms;
    }
}
