using Streaming.Formats.Payloads;
using Streaming.Formats.Rtp;
using Streaming.Player.Receiving;
using Streaming.Player.Reporting;
using Streaming.Primitives.Chance;
using Streaming.Testing;

namespace Streaming.Player.Tests.Receiving;

/// <summary>Whatever comes in, nothing is thrown, nothing grows, and the books balance.</summary>
public sealed class HostileInputTests
{
    private static readonly PayloadDescription[] Payloads =
    [
        new(96, "H264", ClockRate.Video, 0, "packetization-mode=1"),
        new(96, "H265", ClockRate.Video, 0, ""),
        new(96, "VP8", ClockRate.Video, 0, ""),
        new(96, "VP9", ClockRate.Video, 0, ""),
        new(96, "AV1", ClockRate.Video, 0, ""),
        new(96, "JPEG", ClockRate.Video, 0, ""),
        new(96, "opus", new(48_000), 2, ""),
        new(96, "MPA", ClockRate.Video, 0, ""),
        new(96, "L16", new(44_100), 2, ""),
        new(96, "3gpp-tt", new(1_000), 0, ""),
        new(96, "MPEG4-GENERIC", new(48_000), 2, "mode=AAC-hbr; config=1190; sizelength=13; indexlength=3; indexdeltalength=3"),
    ];

    [Theory]
    [Seeds(30)]
    public void Any_packets_are_received_or_refused(ulong seed)
    {
        SeededRandom random = new(seed);
        foreach (PayloadDescription payload in Payloads)
        {
            Assert.True(PayloadFormats.TryCreateDepacketizer(payload, out IDepacketizer? depacketizer));
            ReceiveStream stream = new(96, payload.Clock, depacketizer, ReorderPolicy.Datagrams, trustsAll: random.Next(2) == 0);
            if (random.Next(2) == 0)
                stream.Announce(new(7));
            ushort sequence = (ushort)random.Next(65_536);
            Instant now = default;
            for (int i = 0; i < 400; i++)
            {
                now += TimeSpan.FromMilliseconds(random.Next(40));
                if (i == 5)
                    stream.Begin(random.Next(2) == 0 ? new(sequence) : null, new(0), now);
                stream.Accept(Packet(random, ref sequence), now);
                Drain(stream, now);
            }

            stream.End(now);
            now += ReorderPolicy.Datagrams.Wait;
            Assert.True(Drain(stream, now), $"{payload.EncodingName}: the stream did not end");
            ReceptionCounters counters = stream.Counters;
            Assert.True(counters.Lost >= 0, $"{payload.EncodingName}: {counters}");
            Assert.Equal(counters.Expected, counters.Packets + counters.Lost);
        }
    }

    [Theory]
    [Seeds(30)]
    public void Any_reports_are_read_or_refused(ulong seed)
    {
        SeededRandom random = new(seed);
        ReceptionReporter reporter = new(new(1), "name", BitRate.Mbps(1), ClockRate.Video, random);
        for (int i = 0; i < 500; i++)
        {
            byte[] wire = new byte[random.Next(80)];
            random.Fill(wire);
            if (wire.Length >= 4)
            {
                wire[0] = (byte)(0x80 | random.Next(4));
                wire[1] = (byte)(200 + random.Next(6));
                (wire[2], wire[3]) = (0, (byte)((wire.Length / 4) - 1));
            }

            reporter.Accept(wire, null, default);
        }

        Assert.Equal(500, reporter.Received + reporter.Malformed);
    }

    /// <summary>Mostly in sequence with noise for a payload; sometimes a jump, a stranger, or no packet at all.</summary>
    private static byte[] Packet(SeededRandom random, ref ushort sequence)
    {
        byte[] wire = new byte[random.Next(30) == 0 ? random.Next(12) : 12 + random.Next(60)];
        random.Fill(wire);
        if (wire.Length < RtpHeader.Size || random.Next(20) == 0)
            return wire;
        sequence = random.Next(25) switch
        {
            0 => (ushort)random.Next(65_536),
            1 => (ushort)(sequence + random.Next(2_500)),
            2 => (ushort)(sequence - random.Next(50)),
            _ => (ushort)(sequence + 1),
        };
        Ssrc source = random.Next(15) == 0 ? new((uint)random.Next(5)) : new(7);
        new RtpHeader(96, random.Next(3) == 0, new(sequence), new((uint)(random.NextUInt64() >> 32)), source).Write(wire);
        return wire;
    }

    private static bool Drain(ReceiveStream stream, Instant now)
    {
        bool hasEnded = false;
        for (int taken = 0; stream.TryTake(now, out ReceiveEvent next); taken++)
        {
            Assert.True(taken < 100_000, "the stream does not come to an end");
            hasEnded |= next.Kind == ReceiveEventKind.Ended;
        }

        return hasEnded;
    }
}
