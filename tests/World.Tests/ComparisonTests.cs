using Streaming.Formats.Media;
using Streaming.Player.Comparing;
using Streaming.Player.Receiving;
using Streaming.World.Tests.Films;
using Streaming.World.Tests.Network;

namespace Streaming.World.Tests;

/// <summary>The comparison with the film finds nothing where nothing is wrong, and whatever is.</summary>
public sealed class ComparisonTests
{
    public static TheoryData<Codec> Codecs => [.. Enum.GetValues<Codec>()];

    [Theory]
    [MemberData(nameof(Codecs))]
    public void A_whole_film_is_the_same(Codec codec)
    {
        SyntheticTrack track = SyntheticFilm.Make(codec, seed: 1);
        Pair pair = new Pair([track], NetworkOptions.Perfect, ReorderPolicy.Datagrams).Run();

        ComparisonResult result = Compare(track, pair, isWhole: true);

        Assert.Null(result.First);
        Assert.Equal(pair.Streams[0].Samples.Count, result.Equal);
    }

    [Theory]
    [MemberData(nameof(Codecs))]
    public void So_is_any_part_of_it(Codec codec)
    {
        for (ulong seed = 1; seed <= 10; seed++)
        {
            SyntheticTrack track = SyntheticFilm.Make(codec, seed, seconds: 4);
            (MediaTime from, MediaTime to) = (MediaTime.FromSeconds(0.31 * seed), MediaTime.FromSeconds((0.31 * seed) + 0.5));
            Pair pair = new Pair([track], NetworkOptions.Perfect, ReorderPolicy.Datagrams, from, to).Run();

            ComparisonResult result = Compare(track, pair, isWhole: true);

            Assert.True(result is { Differences: 0, Equal: > 0 }, $"{codec} from {from}: {result}");
        }
    }

    [Theory]
    [MemberData(nameof(Codecs))]
    public void Every_lost_sample_is_missed(Codec codec)
    {
        SyntheticTrack track = SyntheticFilm.Make(codec, seed: 2);
        NetworkOptions options = new(10, Loss: 0.15, Duplicates: 0, TimeSpan.Zero, TimeSpan.Zero);
        Pair pair = new Pair([track], options, ReorderPolicy.Datagrams).Run();
        Assert.True(pair.Network.Lost.GetValueOrDefault(0) > 0);

        ComparisonResult result = Compare(track, pair, isWhole: true);

        if (codec != Codec.L16)
            Assert.Equal(track.Index.Samples.Length, result.Equal + result.Differences);
        Assert.Equal(pair.Streams[0].Samples.Count, result.Equal);
        Assert.False(result.IsSame);
    }

    [Fact]
    public void One_wrong_byte_is_found_where_it_is()
    {
        SyntheticTrack track = SyntheticFilm.Make(Codec.Aac, seed: 3), other = SyntheticFilm.Make(Codec.Aac, seed: 3);
        Pair pair = new Pair([track], NetworkOptions.Perfect, ReorderPolicy.Datagrams).Run();
        MediaSample sample = track.Index.Samples[17];
        SpoiledFilm spoiled = new(other.Film, sample.Offset + 5);
        ComparisonResult result = FilmComparison.Compare(
            other.Index, spoiled, pair.Streams[0].Tally.Digests, new(default, MediaTime.End, IsWhole: true));

        Assert.Equal(new FilmDifference(DifferenceKind.Different, 17, track.Index.PresentationTime(17)), result.First);
        Assert.Equal(1, result.Differences);
    }

    [Fact]
    public void What_was_not_played_to_its_end_may_stop_anywhere()
    {
        SyntheticTrack track = SyntheticFilm.Make(Codec.H264, seed: 4);
        Pair pair = new Pair([track], NetworkOptions.Perfect, ReorderPolicy.Datagrams).Run();
        SampleDigest[] some = [.. pair.Streams[0].Tally.Digests.Take(20)];

        Assert.True(FilmComparison.Compare(track.Index, track.Film, some, new(default, MediaTime.End, IsWhole: false)).IsSame);
        ComparisonResult whole = FilmComparison.Compare(track.Index, track.Film, some, new(default, MediaTime.End, IsWhole: true));
        Assert.Equal((20, track.Index.Samples.Length - 20, 20), (whole.Equal, whole.Differences, whole.First!.Value.Sample));
    }

    [Fact]
    public void Without_times_order_decides()
    {
        SyntheticTrack track = SyntheticFilm.Make(Codec.Vp8, seed: 5);
        Pair pair = new Pair([track], NetworkOptions.Perfect, ReorderPolicy.Datagrams).Run();
        SampleDigest[] timeless = [.. pair.Streams[0].Tally.Digests.Skip(5).Select(digest => digest with { Units = null })];

        ComparisonResult result = FilmComparison.Compare(
            track.Index, track.Film, timeless, new(MediaTime.FromSeconds(0.2), MediaTime.End, IsWhole: true));

        Assert.Equal((timeless.Length, 0), (result.Equal, result.Differences));
    }

    private static ComparisonResult Compare(SyntheticTrack track, Pair pair, bool isWhole) => FilmComparison.Compare(
        track.Index, track.Film, pair.Streams[0].Tally.Digests, new(pair.Point.Start, pair.Point.End, isWhole));

    /// <summary>The same film with one bit turned.</summary>
    private sealed class SpoiledFilm(IByteSource film, long at) : IByteSource
    {
        public long Length => film.Length;

        public bool TryRead(long offset, Span<byte> destination)
        {
            if (!film.TryRead(offset, destination))
                return false;
            if (at >= offset && at < offset + destination.Length)
                destination[(int)(at - offset)] ^= 1;
            return true;
        }
    }
}
