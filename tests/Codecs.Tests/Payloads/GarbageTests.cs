using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Primitives.Chance;
using Streaming.Testing;

namespace Streaming.Codecs.Tests.Payloads;

/// <summary>Whatever comes from the network, a depacketizer counts and goes on.</summary>
public sealed class GarbageTests
{
    public static TheoryData<Codec> Codecs => Film.Codecs;

    [Theory, Seeds(20)]
    public void Arbitrary_payloads_never_throw(ulong seed)
    {
        foreach (Codec codec in Enum.GetValues<Codec>())
        {
            SeededRandom random = new(seed);
            IDepacketizer receiver = Wire.Receiver(Film.TrackOf(codec));
            for (int i = 0; i < 2_000; i++)
            {
                byte[] payload = new byte[random.Next(random.Next(2) == 0 ? 8 : 300)];
                random.Fill(payload);
                Feed(receiver, payload, random);
            }
        }
    }

    [Theory, Seeds(20)]
    public void Broken_packets_of_real_streams_never_throw(ulong seed)
    {
        foreach (Codec codec in Enum.GetValues<Codec>())
        {
            SeededRandom random = new(seed);
            Film film = Film.Make(codec, random, samples: 20, largest: 2_000);
            IDepacketizer receiver = Wire.Receiver(film.Track);
            foreach (WirePacket packet in Wire.Send(film.Track, film.Samples, 160 + random.Next(600)))
            {
                byte[] payload = [.. packet.Payload.Take(1 + random.Next(packet.Payload.Length))];
                payload[random.Next(Math.Min(16, payload.Length))] ^= (byte)(1 << random.Next(8));
                Feed(receiver, payload, random);
            }
        }
    }

    [Theory, MemberData(nameof(Codecs))]
    public void A_sample_that_never_ends_costs_the_limit_and_no_more(Codec codec)
    {
        // A first fragment, then the next one over and over: 40 MB for one access unit.
        Film film = Film.Make(codec, new SeededRandom(1), samples: 40, largest: 20_000);
        List<WirePacket> packets = film.Samples.Select(sample => Wire.Send(film.Track, [sample], 1_400)).MaxBy(sent => sent.Count)!;
        IDepacketizer receiver = Wire.Receiver(film.Track);
        receiver.Accept(packets[0].Payload, 0, marker: false);
        byte[] again = packets[Math.Min(1, packets.Count - 1)].Payload;

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 30_000; i++)
            receiver.Accept(again, 0, marker: false);

        // Growing by doubling has copied twice the limit at most.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2 * SampleAssembler.MaxBytes);
    }

    [Fact]
    public void A_caller_who_takes_nothing_costs_the_limit_and_no_more()
    {
        WholeDepacketizer receiver = new(1);
        for (int i = 0; i < 100_000; i++)
            receiver.Accept(new byte[1_000], i, marker: false);
        int held = 0;
        for (; receiver.TryTake(out _); held++)
        {
        }

        Assert.Equal(SampleAssembler.MaxFinished, held);
    }

    private static void Feed(IDepacketizer receiver, byte[] payload, SeededRandom random)
    {
        if (random.Next(10) == 0)
            receiver.Lost();
        receiver.Accept(payload, random.Next(3), random.Next(4) == 0);
        while (random.Next(20) != 0 && receiver.TryTake(out ReceivedSample sample))
            Assert.InRange(sample.Bytes.Length, 1, SampleAssembler.MaxBytes);
    }
}
