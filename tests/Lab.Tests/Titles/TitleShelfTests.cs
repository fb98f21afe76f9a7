using System.Buffers;
using System.Security.Cryptography;
using Streaming.Formats.Media;
using Streaming.Formats.Media.Bitstreams;
using Streaming.Lab.Scenarios;
using Streaming.Lab.Titles;
using Streaming.Server.Catalogue;
using Streaming.Testing;

namespace Streaming.Lab.Tests.Titles;

public sealed class TitleShelfTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static readonly TitleTerms.Generated Film = new("film")
    {
        Duration = TimeSpan.FromMinutes(2),
        Renditions = [new("source", BitRate.Kbps(2_500)), new("480p", BitRate.Kbps(1_000)), new("tiny", BitRate.Kbps(150))],
        Languages = ["en", "vi"],
    };

    [Fact]
    public void A_title_has_the_rates_and_the_streams_it_was_asked_for()
    {
        using TitleShelf shelf = TitleShelf.Open([Film], false, Stop);
        Title title = Assert.Single(shelf.Titles);
        Assert.Equal(["source", "480p", "tiny", "", ""], title.Tracks.Select(track => track.Rendition));
        Assert.Equal(["en", "vi"], title.Tracks.Where(track => track.Kind == TrackKind.Audio).Select(track => track.Language));
        double[] asked = [2_500, 1_000, 150, 128, 128];
        for (int i = 0; i < asked.Length; i++)
            Assert.InRange(title.Tracks[i].MeanRate.BitsPerSecond / 1_000.0, asked[i] * 0.998, asked[i] * 1.005);
        Assert.InRange(title.Duration.TotalSeconds, 120, 120.03);
    }

    [Fact]
    public void Titles_are_the_same_on_every_machine()
    {
        using TitleShelf shelf = TitleShelf.Open([Film with { Duration = TimeSpan.FromSeconds(12) }], false, Stop);
        Assert.Equal("6abaf3f2086ed737", HashOf(shelf.Open("film")!)[..16]);
    }

    [Fact]
    public void Another_seed_makes_another_film_of_the_same_rate()
    {
        using TitleShelf shelf = TitleShelf.Open([Film, Film with { Name = "other", Seed = 2 }], false, Stop);
        Assert.NotEqual(HashOf(shelf.Open("film")!), HashOf(shelf.Open("other")!));
        double share = shelf.Titles[1].Tracks[0].MeanRate.BitsPerSecond / (double)shelf.Titles[0].Tracks[0].MeanRate.BitsPerSecond;
        Assert.InRange(share, 0.999, 1.001);
    }

    [Fact]
    public void Renditions_have_their_key_pictures_at_the_same_times_and_say_how_large_they_are()
    {
        using TitleShelf shelf = TitleShelf.Open([Film], false, Stop);
        using OpenTitle open = shelf.Open("film")!;
        long[][] keys = [.. open.Index.Tracks.Take(3).Select(track =>
            track.Samples.ToArray().Where(sample => sample.IsKey).Select(sample => sample.PresentationUnits).ToArray())];
        Assert.Equal(60, keys[0].Length);
        Assert.All(keys, times => Assert.Equal(keys[0], times));
        PictureSize?[] sizes = [.. open.Index.Tracks.Take(3).Select(track => H264SequenceSet.SizeFrom(Sample(open, track, 0)))];
        Assert.Equal([new(1_280, 720), new(852, 480), new(426, 240)], sizes);
    }

    [Theory, InlineData(0, 0, 10), InlineData(30, 30, 75), InlineData(100, 85, 200)]
    public void Scenes_differ_by_as_much_as_is_asked_for(int percent, int least, int most)
    {
        TitleTerms.Generated terms = Film with
        {
            Duration = TimeSpan.FromMinutes(10), Renditions = [Film.Renditions[0]], Sound = null, Variation = Ratio.Percent(percent),
        };
        using TitleShelf shelf = TitleShelf.Open([terms], false, Stop);
        using OpenTitle open = shelf.Open("film")!;
        MediaSample[] samples = open.Index.Tracks[0].Samples.ToArray();
        long[] groups = [.. samples.Chunk(50).Select(group => group.Sum(sample => (long)sample.Size))];
        double spread = 100.0 * (groups.Max() - groups.Min()) / groups.Average();
        Assert.InRange(spread, least, most);
    }

    [Fact]
    public void Known_by_its_peak_alone_a_title_has_no_plan_and_asks_for_its_peak()
    {
        using TitleShelf plans = TitleShelf.Open([Film], false, Stop), peaks = TitleShelf.Open([Film], true, Stop);
        using OpenTitle planned = plans.Open("film")!, peak = peaks.Open("film")!;
        Assert.Equal(4, planned.Index.Tracks[0].Traffic!.Plans.Count);
        TrackTraffic known = peak.Index.Tracks[0].Traffic!;
        Assert.Empty(known.Plans);
        Assert.Equal([known.PeakRate], known.Envelope.Select(point => point.Rate));
        Assert.True(known.PeakRate > BitRate.Mbps(10));
    }

    [Fact]
    public void A_film_of_the_users_is_imported_once_and_has_the_name_the_scenario_gives_it()
    {
        TitleTerms.File film = new("mine", SharedMedia.Find(SharedMedia.HalfSecond));
        using TitleShelf first = TitleShelf.Open([film], false, Stop);
        using TitleShelf second = TitleShelf.Open([film], false, Stop);
        using OpenTitle open = second.Open("mine")!;
        Assert.Equal("mine", open.Index.Title.Id);
        Assert.True(Sample(open, open.Index.Tracks[0], 0).Length > 100);
        Assert.Null(second.Open("bbb_480p_h264_aac_half_second"));
    }

    [Fact]
    public void A_film_that_is_not_there_is_said_so()
    {
        TitleTerms.File film = new("mine", "/nowhere/film.mp4");
        IOException wrong = Assert.ThrowsAny<IOException>(() => TitleShelf.Open([film], false, Stop));
        Assert.Contains("/nowhere/film.mp4", wrong.Message, StringComparison.Ordinal);
    }

    private static byte[] Sample(OpenTitle open, TrackIndex track, int number)
    {
        ArrayBufferWriter<byte> bytes = new();
        Assert.True(SampleReader.TryRead(track, number, open.Film(track.Track.Id), bytes));
        return bytes.WrittenSpan.ToArray();
    }

    private static string HashOf(OpenTitle open)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (TrackIndex track in open.Index.Tracks)
        {
            for (int i = 0; i < track.Samples.Length; i++)
                hash.AppendData(Sample(open, track, i));
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }
}
