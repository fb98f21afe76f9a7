using FsCheck;
using FsCheck.Fluent;
using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Primitives.Chance;

namespace Streaming.Codecs.Tests.Payloads;

/// <summary>What is sent arrives, whatever the film and the size of packets; what is lost never makes a wrong whole.</summary>
public sealed class RoundTripTests
{
    public static TheoryData<Codec> Codecs => Film.Codecs;

    [Theory, MemberData(nameof(Codecs))]
    public void Every_film_survives_the_way_through_packets_of_any_size(Codec codec) => ForAll(codec, (film, max) =>
    {
        List<WirePacket> packets = Wire.Send(film.Track, film.Samples, max);
        Assert.All(packets, packet => Assert.InRange(packet.Payload.Length, 1, max));

        IDepacketizer receiver = Wire.Receiver(film.Track);
        List<Received> received = Wire.Receive(receiver, packets);
        Assert.Equal(0, receiver.Malformed);
        Assert.All(received, sample => Assert.True(sample.IsComplete));
        List<FilmSample> sent = Sent(film, max);
        if (codec is Codec.Pcmu or Codec.Pcma or Codec.L16)
        {
            Assert.Equal(sent.SelectMany(sample => sample.Canonical), received.SelectMany(sample => sample.Bytes));
            return;
        }

        Assert.Equal(sent.Select(sample => sample.Sample.PresentationUnits), received.Select(sample => sample.Time));
        Assert.Equal(sent.Select(sample => sample.Canonical), received.Select(sample => sample.Bytes));
    });

    [Theory, MemberData(nameof(Codecs))]
    public void The_marker_ends_every_sample_of_codings_whose_receivers_wait_for_it(Codec codec) => ForAll(codec, (film, max) =>
    {
        bool neverMarks = codec is Codec.Mp3 or Codec.Opus or Codec.Pcmu or Codec.Pcma or Codec.L16;
        foreach (FilmSample sample in film.Samples)
        {
            List<WirePacket> packets = Wire.Send(film.Track, [sample], max);
            for (int i = 0; i < packets.Count; i++)
                Assert.Equal(!neverMarks && i == packets.Count - 1, packets[i].Marker);
        }
    });

    [Theory, MemberData(nameof(Codecs))]
    public void A_packet_lost_costs_two_samples_at_most_and_never_makes_a_wrong_whole(Codec codec) => ForAll(codec, (film, max) =>
    {
        List<WirePacket> packets = Wire.Send(film.Track, film.Samples, max);
        for (int lost = 0; lost < packets.Count; lost++)
        {
            int at = lost;
            IEnumerable<WirePacket?> survivors = packets.Select((packet, i) => i == at ? (WirePacket?)null : packet);
            List<Received> received = Wire.Receive(Wire.Receiver(film.Track), survivors);
            int whole = CountWholes(film, received);
            if (codec is Codec.Pcmu or Codec.Pcma or Codec.L16)
                Assert.Equal(packets.Count - 1, whole);
            else
                Assert.InRange(whole, Sent(film, max).Count - 2, film.Samples.Count);
        }
    }, 25);

    [Theory, MemberData(nameof(Codecs))]
    public void Bursts_of_loss_never_make_a_wrong_whole(Codec codec) => ForAll(codec, (film, max) =>
    {
        SeededRandom random = new((ulong)max);
        bool isBad = false;
        List<WirePacket?> survivors = [];
        foreach (WirePacket packet in Wire.Send(film.Track, film.Samples, max))
        {
            isBad = random.Next(3) == 0 ? !isBad : isBad;
            survivors.Add(isBad ? null : packet);
        }

        CountWholes(film, Wire.Receive(Wire.Receiver(film.Track), survivors));
    });

    /// <summary>Films and sizes from generators; a failure prints the case and the generator's own seed.</summary>
    private static void ForAll(Codec codec, Action<Film, int> promise, int times = 100)
    {
        int least = codec == Codec.Jpeg ? PayloadFormats.MinPayload : 64;
        Gen<(int Seed, int Max, int Count)> cases =
            from seed in Gen.Choose(0, int.MaxValue)
            from max in Gen.OneOf(Gen.Choose(least, least + 200), Gen.Choose(least, 1_500))
            from count in Gen.Choose(1, 8)
            select (seed, max, count);
        Prop.ForAll(cases.ToArbitrary(), one =>
            promise(Film.Make(codec, new SeededRandom((ulong)one.Seed), one.Count, largest: 4_000), one.Max))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(times));
    }

    /// <summary>What a format has no way of sending – an Opus packet or a text beyond all fragments – is left out whole.</summary>
    private static List<FilmSample> Sent(Film film, int max) =>
        [.. film.Samples.Where(sample => Wire.Send(film.Track, [sample], max).Count > 0)];

    /// <summary>Checks that each sample said to be whole is one of the film's, at its time.</summary>
    private static int CountWholes(Film film, List<Received> received)
    {
        int whole = 0;
        foreach (Received sample in received.Where(sample => sample.IsComplete))
        {
            FilmSample original = film.Samples[(int)(sample.Time / Film.Spacing)];
            int instant = film.Track.Codec switch { Codec.L16 => 4, Codec.Pcmu or Codec.Pcma => 1, _ => 0 };
            if (instant == 0)
                Assert.Equal(original.Canonical, sample.Bytes);
            else
                Assert.Equal(original.Canonical.Skip((int)(sample.Time % Film.Spacing) * instant).Take(sample.Bytes.Length), sample.Bytes);
            whole++;
        }

        return whole;
    }
}
