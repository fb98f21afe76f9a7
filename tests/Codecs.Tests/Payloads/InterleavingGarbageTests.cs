using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Primitives.Chance;
using Streaming.Testing;

namespace Streaming.Codecs.Tests.Payloads;

/// <summary>Whatever access unit headers, timestamps and descriptions claim, units come once, in order, and cost no more than the
/// limit.</summary>
public sealed class InterleavingGarbageTests
{
    private const int Duration = InterleavedFilm.Duration;

    /// <summary>A timestamp further back than this says that the sender has begun anew; none here does.</summary>
    private const int Displacement = 40 * Duration;

    private static readonly PayloadDescription Payload = new(
        97, "MPEG4-GENERIC", new(48_000), 2,
        $"mode=AAC-hbr;sizelength=13;indexlength=3;indexdeltalength=3;constantduration={Duration};maxdisplacement={Displacement}");

    [Theory, Seeds(50)]
    public void Arbitrary_headers_never_make_a_unit_come_twice_or_out_of_order(ulong seed)
    {
        SeededRandom random = new(seed);
        Assert.True(PayloadFormats.TryCreateDepacketizer(Payload, out IDepacketizer? receiver));
        long last = long.MinValue;
        for (int i = 0; i < 3_000; i++)
        {
            byte[] payload = new byte[random.Next(200)];
            random.Fill(payload);
            if (payload.Length > 20 && random.Next(4) != 0)
                MakePlausible(payload, random);
            if (random.Next(10) == 0)
                receiver.Lost();
            receiver.Accept(payload, (i * Duration / 4L) + (random.Next(12) * Duration) - random.Next(3), random.Next(2) == 0);
            while (receiver.TryTake(out ReceivedSample unit))
            {
                Assert.True(unit.Time > last);
                Assert.InRange(unit.Bytes.Length, 1, 8_191);
                last = unit.Time;
            }
        }

        Assert.True(receiver.Malformed > 0);
        Assert.True(last > 0);
    }

    [Theory, Seeds(20)]
    public void Leaping_timestamps_never_throw_and_are_got_over(ulong seed)
    {
        SeededRandom random = new(seed);
        InterleavedFilm film = InterleavedFilm.Even(InterleavingPattern.Usual, 240);
        IDepacketizer receiver = film.Receiver();
        foreach (WirePacket packet in film.Send(1_388))
        {
            long leap = random.Next(5) == 0 ? (long)(random.NextDouble() * long.MaxValue / 4) * (random.Next(2) == 0 ? 1 : -1) : 0;
            receiver.Accept(packet.Payload, packet.Time + leap, packet.Marker);
            while (receiver.TryTake(out _))
                continue;
        }

        // What comes behind all that is as it always was.
        List<Received> after = Wire.Receive(receiver, film.Send(1_388).Select(packet => packet with { Time = packet.Time + 1_000_000 }));
        Assert.Equal(240, after.Count(unit => unit.Time >= 1_000_000 && unit.Time < 1_000_000 + (240 * Duration)));
    }

    [Fact]
    public void Units_that_wait_for_ever_cost_the_limit_and_no_more()
    {
        Assert.True(PayloadFormats.TryCreateDepacketizer(
            Payload with { Parameters = Payload.Parameters + ";de-interleavebuffersize=2000000000" }, out IDepacketizer? receiver));
        byte[] payload = [0, 32, 0x08, 0, 0x08, 7, .. new byte[512]];
        receiver.Accept(payload, 0, marker: true);
        long before = GC.GetAllocatedBytesForCurrentThread();
        int taken = 0;
        for (int i = 1; i < 100_000; i++)
        {
            receiver.Accept(payload, i % 5, marker: true);
            while (receiver.TryTake(out _))
                taken++;
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 << 20);
        Assert.InRange(taken, 1, 20);
    }

    [Fact]
    public void A_stream_that_flows_costs_no_allocation()
    {
        InterleavedFilm film = InterleavedFilm.Even(InterleavingPattern.Usual, 2_400, size: 300);
        IDepacketizer receiver = film.Receiver();
        List<WirePacket> packets = film.Send(1_388);
        long before = 0;
        for (int i = 0; i < packets.Count; i++)
        {
            before = i == packets.Count / 2 ? GC.GetAllocatedBytesForCurrentThread() : before;
            receiver.Accept(packets[i].Payload, packets[i].Time, packets[i].Marker);
            while (receiver.TryTake(out _))
                continue;
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData("maxdisplacement=-1")]
    [InlineData("maxdisplacement=2147483647")]
    [InlineData("maxdisplacement=x")]
    [InlineData("constantduration=-5")]
    [InlineData("de-interleavebuffersize=99999999999")]
    public void Claims_that_nobody_means_are_refused(string parameter) => Assert.False(
        PayloadFormats.TryCreateDepacketizer(Payload with { Parameters = "sizelength=13;" + parameter }, out _));

    [Theory]
    [InlineData("maxdisplacement=1;constantduration=1")]
    [InlineData("maxdisplacement=1440000;constantduration=1;sizelength=1;indexlength=0;indexdeltalength=16")]
    [InlineData("maxdisplacement=7168;de-interleavebuffersize=1")]
    [InlineData("maxdisplacement=7168;config=17801F400000")]
    public void Odd_descriptions_are_taken_as_they_are(string parameters)
    {
        Assert.True(PayloadFormats.TryCreateDepacketizer(Payload with { Parameters = parameters }, out IDepacketizer? receiver));
        SeededRandom random = new(3);
        for (int i = 0; i < 5_000; i++)
        {
            byte[] payload = new byte[random.Next(300)];
            random.Fill(payload);
            if (payload.Length > 1)
                (payload[0], payload[1]) = ((byte)random.Next(2), (byte)random.Next(256));
            if (random.Next(5) == 0)
                receiver.Lost();
            receiver.Accept(payload, i * (long)random.Next(2_000), random.Next(2) == 0);
            while (receiver.TryTake(out _))
                continue;
        }
    }

    /// <summary>Headers of a few small units, with whatever distances between them.</summary>
    private static void MakePlausible(byte[] payload, SeededRandom random)
    {
        int units = 1 + random.Next(3);
        (payload[0], payload[1]) = (0, (byte)(16 * units));
        for (int i = 0; i < units; i++)
            (payload[2 + (2 * i)], payload[3 + (2 * i)]) = (0, (byte)(((1 + random.Next(4)) << 3) | random.Next(8)));
    }
}
