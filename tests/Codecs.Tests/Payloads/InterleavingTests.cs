using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Primitives.Chance;
using Streaming.Testing;

namespace Streaming.Codecs.Tests.Payloads;

/// <summary>RFC 3640 §3.2.3.2: what is sent out of order arrives in order, as early as it can, and what is lost is scattered.</summary>
public sealed class InterleavingTests
{
    private const int Duration = InterleavedFilm.Duration;

    private static readonly InterleavingPattern Usual = InterleavingPattern.Usual;

    [Fact]
    public void A_group_of_four_packets_of_three_units_looks_like_this()
    {
        InterleavedFilm film = InterleavedFilm.Even(Usual, 12, size: 2);

        List<WirePacket> packets = film.Send(1_388);

        Assert.Equal([0L, Duration, 2 * Duration, 3 * Duration], packets.Select(packet => packet.Time));
        Assert.All(packets, packet => Assert.True(packet.Marker));
        for (int k = 0; k < 4; k++)
        {
            // Three headers of 16 bits; sizes of 2; AU-Index 0, then AU-Index-delta 3 = P − 1.
            byte[] expected = [0, 48, 0, 0x10, 0, 0x13, 0, 0x13, .. film.Unit(k), .. film.Unit(k + 4), .. film.Unit(k + 8)];
            Assert.Equal(expected, packets[k].Payload);
        }
    }

    [Fact]
    public void The_description_says_how_far_units_are_displaced()
    {
        Track track = InterleavedFilm.Even(Usual, 24, size: 100).Groups.Track;

        PayloadDescription payload = PayloadFormats.Describe(track, 97);

        // The last unit of the first packet, the ninth, comes before the second: it lies seven units later.
        Assert.EndsWith(
            "indexlength=3; indexdeltalength=3; constantduration=1024; maxdisplacement=7168; de-interleavebuffersize=1200",
            payload.Parameters,
            StringComparison.Ordinal);
        ClockRate clock = new(48_000);
        Assert.Equal(new(clock.ToLength(Duration), clock.ToLength(7 * Duration)), PayloadFormats.DisplacementOf(payload));
        Assert.Null(PayloadFormats.DisplacementOf(PayloadFormats.Describe(Film.TrackOf(Codec.Aac), 97)));
    }

    [Theory, Seeds(200)]
    public void Every_film_survives_the_way_through_packets_of_any_size_and_pattern(ulong seed)
    {
        (InterleavedFilm film, SeededRandom random) = Any(seed);
        int max = 64 + random.Next(1_400);
        List<WirePacket> packets = film.Send(max);
        Assert.All(packets, packet => Assert.InRange(packet.Payload.Length, 1, max));

        IDepacketizer receiver = film.Receiver();
        List<Received> received = Wire.Receive(receiver, packets);

        Assert.Equal(0, receiver.Malformed);
        Assert.Equal(Enumerable.Range(0, film.Plain.Samples.Length).Select(film.Unit), received.Select(unit => unit.Bytes));
        Assert.Equal(Enumerable.Range(0, received.Count).Select(i => (long)i * Duration), received.Select(unit => unit.Time));
    }

    [Theory, Seeds(200)]
    public void No_unit_is_displaced_further_than_promised(ulong seed)
    {
        (InterleavedFilm film, SeededRandom random) = Any(seed);
        List<WirePacket> packets = film.Send(64 + random.Next(1_400));
        int most = film.Groups.Track.Interleaving!.MaxDisplacement;

        // The earliest that is still to come behind each packet is its successor's first.
        for (int i = 0; i + 1 < packets.Count; i++)
            Assert.All(TimesOf(film, packets[i]), time => Assert.InRange(time - packets[i + 1].Time, long.MinValue, most));
    }

    [Fact]
    public void Units_are_handed_on_as_soon_as_nothing_before_them_can_come()
    {
        InterleavedFilm film = InterleavedFilm.Even(Usual, 24);
        IDepacketizer receiver = film.Receiver();

        string[] released = [.. film.Send(1_388).Select(packet => string.Join(' ', Accept(receiver, packet)))];

        Assert.Equal(["0", "1", "2", "3 4 5 6 7 8 9 10 11", "12", "13", "14", "15 16 17 18 19 20 21 22 23"], released);
    }

    [Theory]
    [InlineData(4, "", "13", "14", "15 17 18 19 21 22 23", "24")]
    [InlineData(5, "12", "", "14", "15 16 18 19 20 22 23", "24")]
    [InlineData(6, "12", "13", "", "15 16 17 19 20 21 23", "24")]
    [InlineData(7, "12", "13", "14", "", "16 17 18 20 21 22 24")]
    public void Behind_a_lost_packet_nobody_waits_for_what_was_in_it(int lost, params string[] expected)
    {
        InterleavedFilm film = InterleavedFilm.Even(Usual, 36);
        List<WirePacket> packets = film.Send(1_388);
        IDepacketizer receiver = film.Receiver();
        List<string> released = [];
        for (int i = 0; i < packets.Count; i++)
        {
            if (i == lost)
                receiver.Lost();
            released.Add(i == lost ? "" : string.Join(' ', Accept(receiver, packets[i])));
        }

        Assert.Equal(expected, released[4..9]);
        Assert.Equal(film.Plain.Samples.Length - 3, released.Sum(some => some.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length));
    }

    [Theory, Seeds(50)]
    public void A_lost_packet_costs_single_units_each_told_apart(ulong seed)
    {
        SeededRandom random = new(seed);
        InterleavingPattern pattern = Pattern(random);
        InterleavedFilm film = InterleavedFilm.Even(pattern, pattern.Group * 4);
        List<WirePacket> packets = film.Send(1_388);
        int lost = random.Next(packets.Count);

        IDepacketizer receiver = film.Receiver();
        List<ReceivedSample> received = [];
        for (int i = 0; i < packets.Count; i++)
        {
            if (i == lost)
                receiver.Lost();
            else
                receiver.Accept(packets[i].Payload, packets[i].Time, packets[i].Marker);
            while (receiver.TryTake(out ReceivedSample unit))
                received.Add(unit with { Bytes = default });
        }

        receiver.End();
        while (receiver.TryTake(out ReceivedSample unit))
            received.Add(unit with { Bytes = default });
        HashSet<long> missing = [.. TimesOf(film, packets[lost])];
        Assert.Equal(film.Plain.Samples.Length - pattern.Units, received.Count);
        Assert.Equal(pattern.Units, missing.Count);
        Assert.DoesNotContain(missing, time => missing.Contains(time + Duration));
        Assert.All(received, unit =>
            Assert.Equal(unit.Time > received[0].Time && missing.Contains(unit.Time - Duration), unit.FollowsGap));
    }

    [Theory, Seeds(200)]
    public void Whatever_is_lost_units_come_once_in_order_and_true(ulong seed)
    {
        (InterleavedFilm film, SeededRandom random) = Any(seed);
        bool isBad = false;
        List<WirePacket?> survivors = [];
        HashSet<long> sent = [];
        foreach (WirePacket packet in film.Send(500 + random.Next(1_000)))
        {
            isBad = random.Next(4) == 0 ? !isBad : isBad;
            survivors.Add(isBad ? null : packet);
            if (!isBad)
                sent.UnionWith(TimesOf(film, packet));
        }

        IDepacketizer receiver = film.Receiver();
        List<Received> received = Wire.Receive(receiver, survivors);

        Assert.All(received, unit => Assert.Equal(film.Unit((int)(unit.Time / Duration)), unit.Bytes));
        for (int i = 1; i < received.Count; i++)
            Assert.True(received[i].Time > received[i - 1].Time);

        // What came is handed on, but for fragments, of which others may be lost.
        if (film.Plain.Samples.ToArray().All(sample => sample.Size < 490))
            Assert.Equal(sent.Order(), received.Select(unit => unit.Time));
    }

    [Fact]
    public void A_group_that_is_cut_at_both_ends_sends_what_lies_between()
    {
        InterleavedFilm film = InterleavedFilm.Even(Usual, 24);
        IPacketizer packetizer = PayloadFormats.CreateUnchecked(film.Groups.Track, 1_388);
        MediaSample part = Streaming.Formats.Payloads.Aac.AccessUnitGroups.Part(
            film.Groups, film.Groups.Samples[1], (14 * Duration) - 5, 21 * Duration);

        List<Received> received = Wire.Receive(film.Receiver(), film.Send(packetizer, part));

        Assert.Equal(14 * Duration, part.PresentationUnits);
        Assert.Equal(Enumerable.Range(14, 7).Select(i => (long)i * Duration), received.Select(unit => unit.Time));
        Assert.Equal(Enumerable.Range(14, 7).Select(film.Unit), received.Select(unit => unit.Bytes));
    }

    [Fact]
    public void A_group_that_is_cut_nowhere_is_whole()
    {
        long[] times = [.. Enumerable.Range(-1, 12).Select(i => i * 1_024L)];
        InterleavedFilm film = InterleavedFilm.Make(Usual, [.. Enumerable.Repeat(9, 12)], times);
        MediaSample group = film.Groups.Samples[0];

        Assert.Equal(group, Streaming.Formats.Payloads.Aac.AccessUnitGroups.Part(film.Groups, group, long.MinValue, long.MaxValue));
    }

    [Theory]
    [InlineData("yes", 4, 3)]
    [InlineData("YES", 4, 3)]
    [InlineData("2x8", 2, 8)]
    [InlineData("8x4", 8, 4)]
    public void Patterns_are_read(string text, int packets, int units)
    {
        Assert.True(InterleavingPattern.TryParse(text, out InterleavingPattern pattern));
        Assert.Equal(new(packets, units), pattern);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no")]
    [InlineData("4")]
    [InlineData("1x4")]
    [InlineData("4x1")]
    [InlineData("9x2")]
    [InlineData("8x5")]
    [InlineData("-4x3")]
    [InlineData("4x3 ")]
    [InlineData("4x99999999999")]
    public void What_is_no_pattern_is_refused(string text) => Assert.False(InterleavingPattern.TryParse(text, out _));

    private static InterleavingPattern Pattern(SeededRandom random)
    {
        InterleavingPattern pattern;
        do
            pattern = new(2 + random.Next(7), 2 + random.Next(7));
        while (!pattern.IsValid);
        return pattern;
    }

    /// <summary>Mostly small units, as sound has them; now and then some that fit no packet.</summary>
    private static (InterleavedFilm Film, SeededRandom Random) Any(ulong seed)
    {
        SeededRandom random = new(seed);
        int largest = random.Next(3) == 0 ? 2_000 : 400;
        int[] sizes = [.. Enumerable.Range(0, 1 + random.Next(200)).Select(_ => 1 + random.Next(largest))];
        return (InterleavedFilm.Make(Pattern(random), sizes), random);
    }

    private static IEnumerable<int> Accept(IDepacketizer receiver, WirePacket packet)
    {
        receiver.Accept(packet.Payload, packet.Time, packet.Marker);
        while (receiver.TryTake(out ReceivedSample unit))
            yield return (int)(unit.Time / Duration);
    }

    /// <summary>The times of the units of a packet, by its headers.</summary>
    private static List<long> TimesOf(InterleavedFilm film, WirePacket packet)
    {
        List<long> times = [packet.Time];
        int headers = packet.Payload[1] / 16;
        for (int i = 1; i < headers; i++)
            times.Add(times[^1] + (((packet.Payload[3 + (2 * i)] & 7) + 1) * film.Groups.Track.Interleaving!.UnitDuration));
        return times;
    }
}
