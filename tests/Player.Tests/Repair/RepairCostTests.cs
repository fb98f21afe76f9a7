using Streaming.Formats.Fec;
using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Formats.Rtp;
using Streaming.Player.Receiving;
using Streaming.Player.Repair;
using Streaming.Player.Sessions;

namespace Streaming.Player.Tests.Repair;

/// <summary>Repair costs no garbage: at 10 000 packets a second the collector would be the jitter.</summary>
public sealed class RepairCostTests
{
    private const int Packets = 4_000;

    [Fact]
    public void A_packet_allocates_nothing_whether_it_comes_or_is_repaired()
    {
        PayloadDescription payload = new(96, "L16", ClockRate.Video, 1, "");
        Assert.True(PayloadFormats.TryCreateDepacketizer(payload, out IDepacketizer? depacketizer));
        OfferedTrack track = new() { Number = 0, Kind = TrackKind.Audio, ControlUrl = "rtsp://h/1", Payload = payload };
        StreamSetup setup = new(track, null, null, null, new Ssrc(7)) { Parity = new(127, new Ssrc(8), TimeSpan.FromSeconds(1)) };
        ReceiveStream receive = new(96, payload.Clock, depacketizer, ReorderPolicy.Datagrams, trustsAll: false) { Missing = new() };
        int samples = 0;
        StreamRepair repair = new(setup, receive, Drain, null);
        receive.Announce(new(7));
        receive.Begin(new(0), new(0), default);
        List<byte[]> wire = Wire();
        Play(0, wire.Count / 2);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Play(wire.Count / 2, wire.Count);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(Packets, samples);
        Assert.True(receive.Counters.RepairedByParity > Packets / 30);
        Assert.InRange(allocated, 0, 2_000);

        void Drain(Instant now)
        {
            while (receive.TryTake(now, out ReceiveEvent taken))
                samples += taken.Kind == ReceiveEventKind.Sample ? 1 : 0;
        }

        void Play(int from, int to)
        {
            for (int i = from; i < to; i++)
                repair.Accept(wire[i], Instant.FromSeconds(i / 1_000.0));
        }
    }

    /// <summary>Media with parity behind it; of every 25 packets one is missing.</summary>
    private static List<byte[]> Wire()
    {
        List<byte[]> wire = [];
        byte[] buffer = new byte[2_048];
        FecEncoder encoder = new(127, new(new(8), new(0), new(0)), new(7));
        encoder.Change(ParityLayout.OfBoth(5, 5));
        for (int i = 0; i < Packets; i++)
        {
            byte[] packet = new byte[RtpHeader.Size + 1_000];
            new RtpHeader(96, false, new((ushort)i), new((uint)i * 90), new(7)).Write(packet);
            packet.AsSpan(RtpHeader.Size).Fill((byte)i);
            encoder.Accept(packet);
            if (i % 25 != 12)
                wire.Add(packet);
            while (encoder.HasNext)
                wire.Add(buffer[..encoder.WriteNext(buffer)]);
        }

        encoder.Flush();
        while (encoder.HasNext)
            wire.Add(buffer[..encoder.WriteNext(buffer)]);
        return wire;
    }
}
