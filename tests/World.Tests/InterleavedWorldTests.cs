using Streaming.Formats.Media;
using Streaming.Formats.Payloads.Aac;
using Streaming.Player.Receiving;
using Streaming.Primitives.Chance;
using Streaming.World.Tests.Films;
using Streaming.World.Tests.Network;

namespace Streaming.World.Tests;

/// <summary>Sound whose units are sent out of their order, over networks that lose and reorder.</summary>
public sealed class InterleavedWorldTests(ITestOutputHelper output)
{
    private const int Unit = 1_024;

    [Fact]
    public void Over_a_lossless_network_every_unit_comes_in_order_and_equal()
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            (SyntheticTrack plain, SyntheticTrack groups) = Make(seed, 3);
            NetworkOptions options = new(seed, 0, 0.02, TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(40));

            ReceivedStream stream = new Pair([groups], options, ReorderPolicy.Datagrams).Run().Streams[0];

            Assert.Equal(Enumerable.Range(0, plain.Index.Samples.Length).Select(plain.Sample), stream.Samples.Select(unit => unit.Bytes));
            Assert.Equal(plain.Index.Samples.ToArray().Select(unit => unit.PresentationUnits), stream.Samples.Select(unit => unit.Units));
            Assert.Equal(0, stream.Receive.Counters.Malformed);
        }
    }

    [Theory]
    [InlineData(0.77, 2.9)]
    [InlineData(1.0, 1.01)]
    [InlineData(2.5, null)]
    public void A_part_of_it_begins_and_ends_in_the_middle_of_groups(double from, double? to)
    {
        for (ulong seed = 1; seed <= 10; seed++)
        {
            (SyntheticTrack plain, SyntheticTrack groups) = Make(seed, 4);
            ClockRate clock = plain.Track.Clock;
            MediaTime start = MediaTime.FromSeconds(from);
            MediaTime? end = to is { } seconds ? MediaTime.FromSeconds(seconds) : null;

            ReceivedStream stream = new Pair([groups], NetworkOptions.Perfect, ReorderPolicy.Datagrams, start, end).Run().Streams[0];

            long[] expected =
            [
                .. plain.Index.Samples.ToArray().Select(unit => unit.PresentationUnits)
                    .Where(units => units >= clock.ToUnits(start) && (end is null || units < clock.ToUnits(end.Value))),
            ];
            Assert.Equal(expected, stream.Samples.Select(unit => unit.Units + clock.ToUnits(start)));
        }
    }

    /// <summary>A lost packet of three units in a row is a gap of three; interleaved, it is three gaps.</summary>
    [Fact]
    public void At_five_percent_of_loss_gaps_are_shorter_than_those_of_as_many_units_in_a_row()
    {
        Dictionary<int, int> gaps = [], inRow = [];
        for (ulong seed = 1; seed <= 20; seed++)
        {
            (SyntheticTrack plain, SyntheticTrack groups) = Make(seed, 60, InterleavingPattern.Usual);
            NetworkOptions options = new(seed, 0.05, 0, TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(10));

            ReceivedStream stream = new Pair([groups], options, ReorderPolicy.Datagrams).Run().Streams[0];

            HashSet<long> came = [.. stream.Samples.Select(unit => (unit.Units / Unit) + 1)];
            bool[] isMissing = [.. Enumerable.Range(0, plain.Index.Samples.Length / 12 * 12).Select(unit => !came.Contains(unit))];
            Count(gaps, isMissing);
            Count(inRow, InRow(isMissing));
            Assert.Equal(0, stream.Damaged);
        }

        output.WriteLine($"interleaved {Text(gaps)}; in a row {Text(inRow)}");
        Assert.True(Longest(gaps) < Longest(inRow));
        Assert.True(gaps[1] > 9 * gaps.Where(gap => gap.Key > 1).Sum(gap => gap.Value));
        Assert.True(inRow.Where(gap => gap.Key < 3).Sum(gap => gap.Value) == 0);
    }

    /// <summary>The same packets lost, had they carried their units in a row.</summary>
    private static bool[] InRow(bool[] isMissing)
    {
        (int packets, int units) = (InterleavingPattern.Usual.Packets, InterleavingPattern.Usual.Units);
        bool[] row = new bool[isMissing.Length];
        for (int unit = 0; unit < row.Length; unit++)
        {
            int packet = unit / units;
            row[unit] = isMissing[(packet / packets * packets * units) + (packet % packets)];
        }

        return row;
    }

    private static void Count(Dictionary<int, int> gaps, bool[] isMissing)
    {
        int run = 0;
        foreach (bool missing in isMissing.Append(false))
        {
            if (!missing && run > 0)
                gaps[run] = gaps.GetValueOrDefault(run) + 1;
            run = missing ? run + 1 : 0;
        }
    }

    private static int Longest(Dictionary<int, int> gaps) => gaps.Keys.Max();

    private static string Text(Dictionary<int, int> gaps) =>
        string.Join(", ", gaps.OrderBy(gap => gap.Key).Select(gap => $"{gap.Value} of {gap.Key}"));

    private static (SyntheticTrack Plain, SyntheticTrack Groups) Make(ulong seed, double seconds, InterleavingPattern? wanted = null)
    {
        SyntheticTrack plain = SyntheticFilm.Make(Codec.Aac, seed, seconds);
        SeededRandom random = new(seed);
        InterleavingPattern pattern = wanted ?? new(2 + random.Next(7), 2 + random.Next(3));
        return (plain, new(AccessUnitGroups.Of(plain.Index, pattern)!, plain.Film));
    }
}
