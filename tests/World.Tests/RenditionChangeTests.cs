using Streaming.Formats.Media;
using Streaming.Player.Receiving;
using Streaming.Primitives.Chance;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Contracts;
using Streaming.Server.Traffic;
using Streaming.Testing;
using Streaming.World.Tests.Films;
using Streaming.World.Tests.Network;

namespace Streaming.World.Tests;

/// <summary>A picture whose rendition changes while it is received: nothing is missing, nothing comes twice, and every byte is of the
/// film.</summary>
public sealed class RenditionChangeTests
{
    private const double Seconds = 8;

    [Theory, Seeds(40)]
    public void Each_picture_comes_once_and_as_it_lies_in_one_of_the_renditions(ulong seed)
    {
        SeededRandom random = new(seed);
        bool isPlanned = random.Next(2) == 0;
        SyntheticTrack[] ladder = Ladder(seed, isPlanned, 4_000, 1_500, 400);
        SyntheticTrack sound = Maybe(SyntheticFilm.Make(Codec.Aac, seed, Seconds), isPlanned);
        NetworkOptions network = new(seed, Loss: 0, Duplicates: 0.01, TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(40));
        Pair pair = new([ladder[0], sound], network, ReorderPolicy.Datagrams);
        for (int change = 1; change <= 10; change++)
            Change(pair, TimeSpan.FromMilliseconds(random.Next(7_500)), change, ladder[random.Next(3)], StreamMode.Whole);

        pair.Run();

        AssertTrue(pair.Streams[0], ladder, network);
        Assert.Equal(ladder[0].Index.Samples.Length, pair.Streams[0].Samples.Count);
        Assert.Equal(sound.Sha256(), pair.Streams[1].Tally.Sha256);
        AssertBooks(pair);
    }

    [Theory, Seeds(20)]
    public void Groups_of_other_lengths_meet_where_they_can(ulong seed)
    {
        SyntheticTrack[] ladder = [Renditions.Make(seed, 2_000, 20, 12), Renditions.Make(seed + 9, 500, 50, 12, id: 2)];
        Pair pair = new([ladder[0]], NetworkOptions.Perfect, ReorderPolicy.Datagrams);
        Change(pair, TimeSpan.FromMilliseconds(300), 1, ladder[1], StreamMode.Whole);
        Change(pair, TimeSpan.FromMilliseconds(4_500), 2, ladder[0], StreamMode.Whole);

        pair.Run();

        // Keys of both: every four seconds.
        AssertTrue(pair.Streams[0], ladder, NetworkOptions.Perfect);
        Assert.Equal(ladder[0].Index.Samples.Length, pair.Streams[0].Samples.Count);
        Assert.Contains(pair.Streams[0].Samples, sample => IsOf(ladder[1], sample));
    }

    [Theory, Seeds(20)]
    public void Where_no_clean_cut_exists_at_most_the_pictures_of_one_reordering_are_missing(ulong seed)
    {
        SyntheticTrack[] ladder =
        [
            Renditions.Make(seed, 2_000, 25, Seconds, isOpen: true),
            Renditions.Make(seed + 9, 500, 31, Seconds, isOpen: true, id: 2),
        ];
        Pair pair = new([ladder[0]], NetworkOptions.Perfect, ReorderPolicy.Datagrams);
        Change(pair, TimeSpan.FromMilliseconds(700), 1, ladder[1], StreamMode.Whole);

        pair.Run();

        AssertTrue(pair.Streams[0], ladder, NetworkOptions.Perfect);
        Assert.InRange(pair.Streams[0].Samples.Count, ladder[0].Index.Samples.Length - 3, ladder[0].Index.Samples.Length);
        Assert.Contains(pair.Streams[0].Samples, sample => IsOf(ladder[1], sample));
    }

    [Theory, Seeds(30)]
    public void Thinned_suspended_and_back_on_any_rendition_what_arrives_can_be_decoded(ulong seed)
    {
        SeededRandom random = new(seed);
        SyntheticTrack[] ladder = Ladder(seed, isPlanned: seed % 2 == 0, 2_000, 500);
        Pair pair = new([ladder[0]], NetworkOptions.Perfect, ReorderPolicy.Datagrams);
        for (int change = 1; change <= 8; change++)
            Change(pair, TimeSpan.FromMilliseconds(random.Next(7_500)), change, ladder[random.Next(2)], (StreamMode)random.Next(3));

        pair.Run();

        AssertTrue(pair.Streams[0], ladder, NetworkOptions.Perfect);
        AssertBooks(pair);
    }

    private static SyntheticTrack[] Ladder(ulong seed, bool isPlanned, params int[] sizes) =>
        [.. sizes.Select((size, i) => Maybe(Renditions.Make(seed + (ulong)i, size, 25, Seconds, id: i + 1), isPlanned))];

    private static SyntheticTrack Maybe(SyntheticTrack track, bool isPlanned) =>
        isPlanned ? track with { Index = track.Index.With(TrafficAnalysis.Of(track.Index)) } : track;

    private static void Change(Pair pair, TimeSpan time, int generation, SyntheticTrack to, StreamMode mode)
    {
        TrafficSpec traffic = new(BitRate.Mbps(20), new(100_000), TrafficSpec.MostRate, new(60), new(1_448));
        Contract contract = new()
        {
            Generation = generation,
            Class = ServiceClass.ControlledLoad,
            Traffic = traffic,
            Reserved = traffic.Rate,
            Buffer = TimeSpan.FromSeconds(1),
            Priority = 5,
        };
        pair.After(time, (session, now) => session.Change(new(contract, [new(session.Streams[0], to.Index, to.Film, to.Plan, mode)]), now));
    }

    /// <summary>Each sample is of a rendition, none comes twice, and what needs a key or a reference comes behind it, of the same
    /// rendition.</summary>
    private static void AssertTrue(ReceivedStream stream, SyntheticTrack[] ladder, NetworkOptions options)
    {
        Assert.Equal(0, stream.Damaged);
        Assert.Equal(stream.Samples.Count, stream.Samples.Select(sample => sample.Units).Distinct().Count());
        SyntheticTrack? current = null;
        int last = -1;
        foreach ((long units, byte[] bytes) in stream.Samples)
        {
            SyntheticTrack of = ladder.First(track => IsOf(track, (units, bytes)));
            int at = NumberOf(of, units);
            MediaSample sample = of.Index.Samples[at];
            bool isNext = of == current && of.Index.Samples[(last + 1)..at].ToArray().All(IsNotNeeded);
            Assert.True(isNext || sample.IsKey, $"{of.Track.Rendition} {at} behind {current?.Track.Rendition} {last}: {options}");
            (current, last) = (of, at);
        }

        bool IsNotNeeded(MediaSample sample) => (sample.Flags & SampleFlags.Disposable) != 0;
    }

    private static bool IsOf(SyntheticTrack track, (long Units, byte[] Bytes) sample) =>
        NumberOf(track, sample.Units) is int at and >= 0 && track.Sample(at).AsSpan().SequenceEqual(sample.Bytes);

    private static int NumberOf(SyntheticTrack track, long units)
    {
        ReadOnlySpan<MediaSample> samples = track.Index.Samples;
        for (int at = 0; at < samples.Length; at++)
        {
            if (samples[at].PresentationUnits == units)
                return at;
        }

        return -1;
    }

    private static void AssertBooks(Pair pair)
    {
        for (int i = 0; i < pair.Streams.Count; i++)
        {
            ReceptionCounters counters = pair.Streams[i].Receive.Counters;
            Assert.Equal((0, 0, 0, 0), (counters.Lost, counters.Late, counters.Malformed, counters.Strays));
            Assert.Equal(pair.Network.Sent[i], counters.Packets);
        }
    }
}
