using Streaming.Formats.Media;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Contracts;
using Streaming.Testing.Titles;

namespace Streaming.Server.Tests.Contracts;

public sealed class SessionPointsTests
{
    [Fact]
    public void What_is_given_up_first_is_extra_languages_then_quality_then_frame_rate_then_the_picture() => Assert.Equal(
        [
            "source",
            "source without text vi",
            "source without de+text vi",
            "480p",
            "240p",
            "240p thinned",
            "slides",
            "sound only",
        ],
        Ladder(FlowSpec.Nothing, 1, 4, 5, 6, 7, 8).Points.Select(point => point.Name));

    [Fact]
    public void Sound_and_text_of_the_language_that_is_played_stay_to_the_last()
    {
        OperatingPoint last = Ladder(FlowSpec.Nothing, 1, 4, 5, 6, 7, 8).Points[^1];
        Assert.Equal([4, 6], last.Streams.Where(choice => choice.Mode == StreamMode.Whole).Select(choice => choice.SetupTrack));
        Assert.Equal([1, 4, 5, 6, 7, 8], last.Streams.Select(choice => choice.SetupTrack));
    }

    [Theory]
    [InlineData(1, "source 480p 240p 240p_thinned")]
    [InlineData(2, "source 480p 240p 240p_thinned")]
    [InlineData(4, "sound_only")]
    [InlineData(8, "slides")]
    public void One_stream_alone_is_never_reduced_to_nothing(int track, string names) =>
        Assert.Equal(names.Replace('_', ' '), string.Join(' ', Ladder(FlowSpec.Nothing, track).Points.Select(point => point.Name)));

    [Fact]
    public void Two_pictures_side_by_side_do_not_stand_in_for_each_other()
    {
        SessionPoints ladder = Ladder(FlowSpec.Nothing, 1, 2);
        Assert.All(ladder.Points.SelectMany(point => point.Streams), choice => Assert.Equal(choice.SetupTrack, choice.Track));
    }

    [Fact]
    public void Only_one_coding_shares_a_stream()
    {
        MediaIndex mixed = ContractTitles.Mixed;
        Assert.Equal([1], Tracks(Offer(mixed, 1, FlowSpec.Nothing)));
        Assert.Equal([2, 3], Tracks(Offer(mixed, 2, FlowSpec.Nothing)));
    }

    [Theory]
    [InlineData(false, "", "1 2 3")]
    [InlineData(true, "", "2")]
    [InlineData(true, "240p", "2 3")]
    [InlineData(false, "480p,240p", "2 3")]
    [InlineData(false, "480P", "2")]
    [InlineData(false, "240p,source", "3")]
    [InlineData(true, "source,480p", "1 2")]
    [InlineData(false, "8k", "1 2 3")]
    [InlineData(true, "8k", "2")]
    public void A_client_gets_the_renditions_it_accepts_and_no_better_one_than_it_likes_best(bool isNamed, string accept, string tracks)
    {
        FlowSpec asked = new() { Accept = accept.Split(',', StringSplitOptions.RemoveEmptyEntries) };
        TrackIndex track = ContractTitles.Film.Find(2)!;
        StreamOffer offer = StreamOffer.Of(ContractTitles.Film, track, isNamed, isAlone: true, asked, 1_400);
        Assert.Equal(tracks, string.Join(' ', Tracks(offer)));
    }

    [Fact]
    public void A_point_asks_for_its_plans_with_a_64th_of_headroom_and_for_reports()
    {
        OperatingPoint best = Ladder(FlowSpec.Nothing, 1, 4).Points[0];
        long plans = (2_000_000 * 65 / 64) + (128_000 * 65 / 64), reports = 2 * 512 * 8;
        Assert.Equal(new(plans + reports), best.Traffic.Rate);
        Assert.Equal(new(3_000 + 3_000 + 512 + 512), best.Traffic.Depth);
        Assert.Equal(new(1_448), best.Traffic.MaxPacket);
        Assert.Equal(new(61), best.Traffic.MinUnit);
        Assert.Equal(TimeSpan.FromSeconds(1), best.Buffer);
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData(1_999, 1)]
    [InlineData(2_000, 2)]
    [InlineData(60_000, 5)]
    [InlineData(999, 0)]
    [InlineData(0, 0)]
    public void The_longest_plan_that_fits_the_buffer_is_followed_at_every_level(int? milliseconds, int seconds)
    {
        FlowSpec asked = new() { Buffer = milliseconds is { } ms ? TimeSpan.FromMilliseconds(ms) : null };
        Assert.All(Ladder(asked, 1, 4).Points, point => Assert.Equal(TimeSpan.FromSeconds(seconds), point.Buffer));
    }

    [Fact]
    public void A_small_memory_means_a_shorter_plan_and_not_a_worse_picture()
    {
        // Five seconds of 2.128 Mb/s are 1.33 MB, two are 532 kB.
        FlowSpec asked = new() { Buffer = TimeSpan.FromSeconds(5), Memory = new(600_000) };
        OperatingPoint best = Ladder(asked, 1, 4).Points[0];
        Assert.Equal(("source", TimeSpan.FromSeconds(2)), (best.Name, best.Buffer));
        Assert.Equal(new(532_000), best.Memory);
    }

    [Fact]
    public void What_is_beyond_a_clients_memory_rate_bucket_or_packet_is_not_for_it()
    {
        Assert.Equal("480p", Best(new() { MaxRate = BitRate.Mbps(2) }));
        Assert.Equal("480p", Best(new() { Memory = new(150_000) }));
        TrafficSpec most = new(BitRate.Mbps(10), new(50_000), BitRate.Mbps(100), new(1), new(1_500));
        Assert.Equal("source", Best(new() { Traffic = most }));
        Assert.Equal("480p", Best(new() { Traffic = most with { Rate = BitRate.Mbps(2) } }));
        Assert.Empty(Ladder(new() { Traffic = most with { Depth = new(2_000) } }, 1, 4).Points);
        Assert.Empty(Ladder(new() { Traffic = most with { MaxPacket = new(1_447) } }, 1, 4).Points);

        // A plan needs no peak above its rate; without a plan, every sample leaves within its own duration.
        Assert.Equal("source", Best(new() { Traffic = most with { Peak = BitRate.Mbps(3) } }));
        Assert.Equal("240p", Best(new() { Traffic = most with { Peak = BitRate.Mbps(3) }, Buffer = TimeSpan.Zero }));
    }

    [Fact]
    public void Packets_are_counted_as_small_as_the_client_counts_them()
    {
        TrafficSpec most = new(BitRate.Mbps(100), new(1_000_000), BitRate.Mbps(1_000), new(122), new(1_500));
        OperatingPoint point = Ladder(new() { Traffic = most }, 4).Points[0];
        Assert.Equal(new(122), point.Traffic.MinUnit);
        Assert.Equal(new(((128_000 * 65 / 64) + 4_096) * 2), point.Traffic.Rate);
    }

    [Fact]
    public void Levels_are_numbered_from_the_best_that_the_client_can_take()
    {
        IReadOnlyList<OperatingPoint> points = Ladder(new() { MaxRate = BitRate.Mbps(2) }, 1, 4).Points;
        Assert.Equal(Enumerable.Range(0, points.Count), points.Select(point => point.Level));
    }

    [Theory]
    [InlineData(null, true, true, false)]
    [InlineData(5, true, false, false)]
    public void Whoever_sets_a_stream_up_is_not_served_without_it(int? wanted, bool whole, bool withoutGerman, bool soundOnly)
    {
        SessionPoints ladder = Ladder(FlowSpec.Nothing, 1, 4, 5);
        Assert.Equal(whole, Serves("source"));
        Assert.Equal(withoutGerman, Serves("source without de"));
        Assert.Equal(withoutGerman, Serves("240p thinned"));
        Assert.Equal(soundOnly, Serves("sound only"));

        bool Serves(string name) => ladder.Serves(ladder.Points.Single(point => point.Name == name), wanted);
    }

    [Fact]
    public void Names_of_any_title_can_stand_in_a_header()
    {
        MediaIndex odd = ContractTitles.Of((TestTitles.Video(1, "1080p; hot\r\nX: y"), BitRate.Mbps(1)));
        OperatingPoint point = SessionPoints.Of([Offer(odd, 1, FlowSpec.Nothing)], FlowSpec.Nothing).Points[0];
        Assert.True(FlowSpecRules.IsName(point.Name), point.Name);
    }

    private static string Best(FlowSpec asked) => Ladder(asked, 1, 4).Points[0].Name;

    private static SessionPoints Ladder(FlowSpec asked, params int[] tracks)
    {
        bool isAlone = tracks.Count(track => track <= 3) == 1;
        MediaIndex film = ContractTitles.Film;
        return SessionPoints.Of(
            [.. tracks.Select(track => StreamOffer.Of(film, film.Find(track)!, isNamed: false, isAlone, asked, 1_400))], asked);
    }

    private static StreamOffer Offer(MediaIndex title, int track, FlowSpec asked) =>
        StreamOffer.Of(title, title.Find(track)!, isNamed: false, isAlone: true, asked, 1_400);

    private static IEnumerable<int> Tracks(StreamOffer offer) => offer.Tracks.Select(index => index.Track.Id);
}
