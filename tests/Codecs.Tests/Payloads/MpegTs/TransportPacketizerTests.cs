using System.Buffers.Binary;
using Streaming.Formats.Payloads.MpegTs;
using Streaming.Testing;

namespace Streaming.Codecs.Tests.Payloads.MpegTs;

public sealed class TransportPacketizerTests
{
    private const int Pid = 0x100;

    [Fact]
    public void A_reference_is_read_to_the_tick()
    {
        Assert.True(ProgramClock.TryRead(Clocked(ProgramClock.Wrap - 1), out ProgramClock clock));
        Assert.Equal(new(Pid, ProgramClock.Wrap - 1, IsNew: false), clock);
        Assert.True(ProgramClock.TryRead(Clocked(299, isNew: true), out clock));
        Assert.Equal(new(Pid, 299, IsNew: true), clock);
        Assert.Equal(300, clock.Since(new(Pid, ProgramClock.Wrap - 1, IsNew: false)));
        Assert.False(ProgramClock.TryRead(Plain(), out _));
        Assert.False(ProgramClock.TryRead(Clocked(1).AsSpan(0, 187), out _));
    }

    [Fact]
    public void Packets_lie_evenly_between_the_references_around_them()
    {
        TransportPacketizer packetizer = new();
        long start = ProgramClock.Wrap - 1_000_000;
        Feed(packetizer, Clocked(start), Plain(20), Clocked((start + 2_700_000) % ProgramClock.Wrap), Plain(13));
        Assert.Equal([(7, 0), (7, 33_333), (7, 66_666)], Take(packetizer));
        packetizer.End();
        Assert.Equal([(7, 100_000), (7, 133_333)], Take(packetizer));
    }

    [Fact]
    public void An_hour_of_odd_steps_adds_up_exactly()
    {
        TransportPacketizer packetizer = new();
        const int Each = 13, Steps = 36_000;
        const long Step = (ProgramClock.Hertz / 10) + 1;
        List<(int Packets, long At)> taken = [];
        for (int i = 0; i < Steps; i++)
        {
            Feed(packetizer, Clocked(i * Step), Plain(Each - 1));
            taken.AddRange(Take(packetizer));
        }

        int last = taken.Count * TransportPacketizer.PacketsPerPayload - TransportPacketizer.PacketsPerPayload;
        Assert.Equal((last / Each * Step * 10 / 270) + (Step * (last % Each) / Each * 10 / 270), taken[^1].At, 1.0);
    }

    [Fact]
    public void Where_the_clock_begins_anew_the_rate_goes_on()
    {
        TransportPacketizer packetizer = new();
        Feed(packetizer, Clocked(0), Plain(6), Clocked(270_000), Plain(6), Clocked(99_000_000, isNew: true), Plain(6), Clocked(99_540_000));
        Assert.Equal([(7, 0), (7, 10_000), (7, 20_000)], Take(packetizer));
        packetizer.End();
        Assert.Equal([(1, 40_000)], Take(packetizer));
    }

    [Fact]
    public void A_leap_without_a_word_is_no_wait()
    {
        TransportPacketizer packetizer = new();
        Feed(packetizer, Clocked(0), Plain(6), Clocked(270_000), Plain(6), Clocked(100 * ProgramClock.Hertz));
        packetizer.End();
        Assert.Equal([(7, 0), (7, 10_000), (1, 20_000)], Take(packetizer));
    }

    [Fact]
    public void What_never_has_a_reference_is_not_held_for_ever()
    {
        TransportPacketizer packetizer = new();
        Feed(packetizer, Plain(TransportPacketizer.MostHeld));
        Assert.Empty(Take(packetizer));
        Feed(packetizer, Plain());
        Assert.Equal(TransportPacketizer.MostHeld / 7, Take(packetizer).Count);
    }

    [Fact]
    public void What_is_no_packet_is_counted_and_left_out()
    {
        TransportPacketizer packetizer = new();
        Assert.False(packetizer.TryAccept(new byte[ProgramClock.PacketSize]));
        Assert.False(packetizer.TryAccept(Plain().AsSpan(1)));
        Assert.Equal(2, packetizer.Malformed);
        packetizer.End();
        Assert.Empty(Take(packetizer));
    }

    [Fact]
    public void A_real_stream_comes_out_as_it_went_in_and_as_long_as_it_lasts()
    {
        byte[] file = File.ReadAllBytes(SharedMedia.Find(SharedMedia.TransportStream));
        TransportPacketizer packetizer = new();
        TimeSpan last = default;
        using MemoryStream written = new();
        for (int at = 0; at < file.Length; at += ProgramClock.PacketSize)
        {
            Assert.True(packetizer.TryAccept(file.AsSpan(at, ProgramClock.PacketSize)));
            Drain();
        }

        packetizer.End();
        Drain();
        Assert.Equal(file, written.ToArray());
        Assert.InRange(last.TotalSeconds, 14.5, 15.5);

        void Drain()
        {
            while (packetizer.TryTake(out ReadOnlySpan<byte> payload, out TimeSpan at))
            {
                Assert.InRange(at, last, last + TimeSpan.FromMilliseconds(200));
                last = at;
                written.Write(payload);
            }
        }
    }

    private static void Feed(TransportPacketizer packetizer, params ReadOnlySpan<byte[]> pieces)
    {
        foreach (byte[] piece in pieces)
        {
            for (int at = 0; at < piece.Length; at += ProgramClock.PacketSize)
                Assert.True(packetizer.TryAccept(piece.AsSpan(at, ProgramClock.PacketSize)));
        }
    }

    /// <summary>Packets of each payload, and microseconds.</summary>
    private static List<(int Packets, long At)> Take(TransportPacketizer packetizer)
    {
        List<(int Packets, long At)> taken = [];
        while (packetizer.TryTake(out ReadOnlySpan<byte> payload, out TimeSpan at))
            taken.Add((payload.Length / ProgramClock.PacketSize, (long)at.TotalMicroseconds));
        return taken;
    }

    private static byte[] Plain(int count = 1)
    {
        byte[] packets = new byte[count * ProgramClock.PacketSize];
        for (int at = 0; at < packets.Length; at += ProgramClock.PacketSize)
            new byte[] { ProgramClock.Sync, Pid >> 8, Pid & 0xff, 0x10 }.CopyTo(packets, at);
        return packets;
    }

    private static byte[] Clocked(long ticks, bool isNew = false)
    {
        byte[] packet = Plain();
        packet[3] = 0x30;
        packet[4] = 7;
        packet[5] = (byte)(isNew ? 0x90 : 0x10);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(6), (uint)(ticks / 300 >> 1));
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(10), (ushort)((ticks / 300 << 15) | 0x7e00 | (ticks % 300)));
        return packet;
    }
}
