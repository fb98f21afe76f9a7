using Streaming.Formats.Media;
using Streaming.Player.Comparing;
using Streaming.Player.Receiving;
using Streaming.Primitives.Chance;
using Streaming.World.Tests.Films;

namespace Streaming.World.Tests;

/// <summary>A stream whose rendition changed while it came is held against all renditions, and every fault at a change is found.</summary>
public sealed class LadderComparisonTests
{
    private const int Group = 8;
    private const int Count = 80;
    private static readonly SyntheticTrack[] Films = [Rendition("720p", 1), Rendition("480p", 2), Rendition("240p", 3)];
    private static readonly PlayedRange Whole = new(MediaTime.Zero, MediaTime.End, IsWhole: true);

    [Fact]
    public void A_change_at_a_key_picture_leaves_nothing_to_be_found()
    {
        LadderResult result = Compare([.. Of(0, 0, 40), .. Of(2, 40, 56), .. Of(1, 56, 80)]);

        Assert.Equal((80, 0, null), (result.Equal, result.Differences, result.First));
        Assert.Equal([new("720p", At(0), 40), new("240p", At(40), 16), new("480p", At(56), 24)], result.Runs);
    }

    [Fact]
    public void What_comes_back_is_one_rendition_in_the_sum()
    {
        LadderResult result = Compare([.. Of(1, 0, 8), .. Of(0, 8, 16), .. Of(1, 16, 80)]);
        Assert.Equal([("480p", 72L), ("720p", 8L)], result.ByRendition);
        Assert.True(result.IsSame);
    }

    [Fact]
    public void A_stream_of_another_rendition_than_asked_for_is_no_difference()
    {
        LadderResult result = Compare(Of(1, 0, Count));
        Assert.Equal([new("480p", At(0), Count)], result.Runs);
        Assert.True(result.IsSame);
    }

    [Fact]
    public void A_hole_at_the_change_is_found_on_either_side()
    {
        LadderResult before = Compare([.. Of(0, 0, 37), .. Of(1, 40, Count)]);
        Assert.Equal((3, DifferenceKind.Missing, 37), (before.Differences, before.First!.Value.Kind, before.First.Value.Sample));

        LadderResult behind = Compare([.. Of(0, 0, 40), .. Of(1, 42, Count)]);
        Assert.Equal((2, DifferenceKind.Missing, 40), (behind.Differences, behind.First!.Value.Kind, behind.First.Value.Sample));
    }

    [Fact]
    public void What_both_renditions_show_is_a_duplicate()
    {
        LadderResult result = Compare([.. Of(0, 0, 43), .. Of(1, 40, Count)]);
        Assert.Equal((3, DifferenceKind.Duplicate, 40), (result.Differences, result.First!.Value.Kind, result.First.Value.Sample));
        Assert.Equal(80, result.Equal);
    }

    [Fact]
    public void A_change_between_key_pictures_is_a_hole_for_the_decoder()
    {
        LadderResult result = Compare([.. Of(0, 0, 44), .. Of(1, 44, Count)]);
        Assert.False(result.IsSame);
    }

    [Fact]
    public void Damage_at_the_change_is_counted_once()
    {
        SampleDigest[] received = [.. Of(0, 0, 40), .. Of(1, 40, Count)];
        received[39] = received[39] with { IsComplete = false };
        received[40] = received[40] with { IsComplete = false };
        LadderResult result = Compare(received);
        Assert.Equal((78, 2, DifferenceKind.Damaged), (result.Equal, result.Differences, result.First!.Value.Kind));
        Assert.Equal([new("720p", At(0), 39), new("480p", At(40), 39)], result.Runs);
    }

    [Fact]
    public void A_part_of_a_film_counts_its_times_from_where_it_began()
    {
        SampleDigest[] received = [.. Of(0, 16, 40), .. Of(1, 40, 72)];
        received = [.. received.Select(digest => digest with { Units = digest.Units - (16 * 3_600) })];
        LadderResult result = LadderComparison.Compare(Ladder, received, new(At(16), At(72), IsWhole: true));
        Assert.Equal((56, 0), (result.Equal, result.Differences));
        Assert.Equal([At(16), At(40)], result.Runs.Select(run => run.From));
    }

    [Fact]
    public void Pictures_that_no_other_needs_may_be_left_out_where_that_is_allowed()
    {
        SampleDigest[] thinned = [.. Of(1, 0, Count).Where((_, i) => i % 4 < 2)];
        Assert.Equal((40, 40, 0), Figures(Compare(thinned)));
        Assert.Equal((40, 0, 40), Figures(LadderComparison.Compare(Ladder, thinned, Whole with { MayBeThinned = true })));

        static (long, long, long) Figures(LadderResult result) => (result.Equal, result.Differences, result.Thinned);
    }

    [Theory]
    [Testing.Seeds(100)]
    public void Changes_at_any_key_pictures_are_found_where_they_are(ulong seed)
    {
        SeededRandom random = new(seed);
        List<SampleDigest> received = [];
        List<RenditionRun> runs = [];
        for (int at = 0; at < Count; at += Group)
        {
            int rendition = random.Next(Films.Length);
            received.AddRange(Of(rendition, at, at + Group));
            string name = Films[rendition].Track.Rendition;
            if (runs.Count > 0 && runs[^1].Rendition == name)
                runs[^1] = runs[^1] with { Equal = runs[^1].Equal + Group };
            else
                runs.Add(new(name, At(at), Group));
        }

        LadderResult result = Compare(received);
        Assert.True(result.IsSame, $"{result.First}");
        Assert.Equal(runs, result.Runs);
    }

    private static IReadOnlyList<RenditionFilm> Ladder => [.. Films.Select(film => new RenditionFilm(film.Index, film.Film))];

    private static LadderResult Compare(IReadOnlyList<SampleDigest> received) => LadderComparison.Compare(Ladder, received, Whole);

    private static MediaTime At(int sample) => ClockRate.Video.ToTime(sample * 3_600L);

    private static SampleDigest[] Of(int rendition, int from, int to) => [.. Enumerable.Range(from, to - from).Select(i =>
    {
        byte[] bytes = Films[rendition].Sample(i);
        return new SampleDigest(Films[rendition].Index.Samples[i].PresentationUnits, bytes.Length, SampleTally.HashOf(bytes), true);
    })];

    /// <summary>Closed groups of key, reference, and two pictures between them that nobody needs; and so on.</summary>
    private static SyntheticTrack Rendition(string name, ulong seed)
    {
        SeededRandom random = new(seed);
        TrackBuilder builder = new(new()
        {
            Id = (int)seed, Kind = TrackKind.Video, Codec = Codec.Vp8, Clock = ClockRate.Video, Rendition = name,
        });
        int[] shown = [0, 3, 1, 2];
        for (int i = 0; i < Count; i++)
        {
            byte[] bytes = new byte[10 + random.Next(90)];
            random.Fill(bytes);
            SampleFlags flags = i % Group == 0 ? SampleFlags.Key : i % 4 < 2 ? SampleFlags.None : SampleFlags.Disposable;
            long decode = (i - 1) * 3_600L, presentation = ((i / 4 * 4) + shown[i % 4]) * 3_600L;
            builder.Raw(bytes).End(decode, (int)(presentation - decode), 3_600, flags);
        }

        return builder.Build();
    }
}
