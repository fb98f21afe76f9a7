using Streaming.Formats.Media;
using Streaming.Server.Channels;
using Streaming.World.Tests.Films;

namespace Streaming.World.Tests.Channels;

/// <summary>What becomes of a channel whose titles do not follow each other as they should.</summary>
public sealed class ProgrammeWorldTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly ChannelFilm News = ChannelFilm.Make("news", 1, 2);

    private static readonly ChannelFilm Film = ChannelFilm.Make("film", 2, 3);

    [Fact]
    public void Between_two_titles_of_a_schedule_nothing_leaves_but_reports_and_the_next_begins_at_its_time()
    {
        ChannelWorld world = new([News, Film]);
        Instant begins = world.Now + (30 * Second);
        Cues(world, (News, null), (Film, begins));

        world.Run(40 * Second);

        ChannelEvent.Began[] began = [.. world.Began];
        Assert.Equal(begins, began[1].At);
        Assert.Equal(TimeSpan.Zero, began[1].Late);
        Assert.DoesNotContain(world.Sent.Media, packet => packet.At > began[0].At + (2.3 * Second) && packet.At < begins - Second);
        for (int lane = 0; lane < 2; lane++)
        {
            Instant[] reports = [.. world.Sent.Reports.Where(report => report.Lane == lane).Select(report => report.At)];
            Assert.All(reports.Zip(reports.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, TimeSpan.Zero, 8 * Second));
            Assert.Equal(News.Index.Tracks[lane].Samples.Length + Film.Index.Tracks[lane].Samples.Length, world.Lanes[lane].Samples.Count);
            Assert.Empty(world.Lanes[lane].Losses);
            Assert.False(world.Lanes[lane].HasEnded);
        }

        // Its stamps are those of its time, not those of the title before it.
        TrackIndex picture = Film.Index.Tracks[0];
        long zero = picture.Track.Clock.ToUnits(begins - world.Sender.Sending.Created);
        Assert.Equal(zero + picture.Samples[0].PresentationUnits, world.Lanes[0].Samples[News.Index.Tracks[0].Samples.Length].Units);
    }

    [Fact]
    public void A_channel_without_a_next_title_says_so_once_and_goes_on_with_the_next_that_is_there()
    {
        ChannelWorld world = new([News, Film]);
        Cues(world, (News, null));
        world.Run(10 * Second);
        ChannelEvent.Starved starved = Assert.Single(world.Events.Select(told => told.What).OfType<ChannelEvent.Starved>());
        Assert.Equal(world.Began.Single().At + Length(News), starved.At);

        world.Sender.Cue(Film.Fit(world.Lineup), at: null);
        world.Run(10 * Second);

        ChannelEvent.Began late = world.Began.Last();
        Assert.Equal("film", late.Title.Facts.Id);
        Assert.InRange(late.At - starved.At, 7 * Second, 8.3 * Second);
        Assert.Equal(late.At - starved.At, late.Late);
        Assert.Equal(
            News.Index.Tracks[0].Samples.Length + Film.Index.Tracks[0].Samples.Length, world.Lanes[0].Samples.Count);
        Assert.Empty(world.Lanes[0].Losses);
    }

    [Fact]
    public void A_title_that_is_wanted_before_the_one_ahead_of_it_is_over_waits_for_it_and_is_late()
    {
        ChannelWorld world = new([News, Film]);
        Cues(world, (Film, null), (News, world.Now + Second));

        world.Run(10 * Second);

        ChannelEvent.Began[] began = [.. world.Began];
        Assert.Equal(began[0].At + Length(Film), began[1].At);
        Assert.InRange(began[1].Late, 2 * Second, 2.5 * Second);
    }

    [Fact]
    public void A_channel_that_begins_in_the_middle_of_a_title_begins_at_a_key_picture_of_it()
    {
        ChannelWorld world = new([Film]);
        world.OnWant = at =>
        {
            at.Sender.Cue(Film.Fit(at.Lineup), at: null, MediaTime.FromSeconds(2));
            at.OnWant = _ => { };
        };
        world.Run(TimeSpan.FromSeconds(0.9));

        TrackIndex picture = Film.Index.Tracks[0];
        int key = picture.KeyAtOrBefore(MediaTime.FromSeconds(2));
        Assert.Equal(Film[picture].Sample(key), world.Lanes[0].Samples[0].Bytes);
        MediaTime start = picture.PresentationTime(key);
        Assert.True(picture.Samples[key].IsKey && start <= MediaTime.FromSeconds(2));

        // Both are in step from the first on.
        long heard = world.Lanes[1].Samples[0].Units, seen = world.Lanes[0].Samples[0].Units;
        Assert.InRange((heard / 48_000.0) - (seen / 90_000.0), 0, 0.022);
        Assert.InRange(world.Began.Single().At + (start - MediaTime.Zero) - world.Sender.Sending.Created, TimeSpan.Zero, 0.3 * Second);
    }

    [Fact]
    public void A_lane_of_text_is_silent_while_a_title_without_text_plays()
    {
        ChannelFilm told = new(
            "told", SyntheticFilm.Make(Codec.H264, 1, 2), SyntheticFilm.Make(Codec.Aac, 2, 2), SyntheticFilm.Make(Codec.TimedText, 3, 2));
        ChannelWorld world = new ChannelWorld([told, News]).Loop(told, News).Run(TimeSpan.FromSeconds(9));

        Assert.Empty(world.Lineup.Mistakes);
        TrackIndex text = told.Index.Tracks[2];
        ChannelEvent.Began[] titles = [.. world.Began.Where(title => title.Title.Facts.Id == "told")];
        Assert.True(titles.Length >= 2);
        long[] expected = [.. titles.SelectMany(title => Shown(text, text.Track.Clock.ToUnits(title.Position)))];
        long[] units = [.. world.Lanes[2].Samples.Select(sample => sample.Units)];
        Assert.Equal(expected.Take(units.Length), units);
        Assert.True(units.Length > text.Samples.Length);
    }

    [Fact]
    public void A_film_that_cannot_be_read_any_more_silences_its_lane_until_the_next_title()
    {
        ChannelWorld world = new ChannelWorld([Film, News]).Loop(Film, News);
        world.Run(Second);
        Assert.True(world.Sender.TryDoWithout(world.Sender.Streams[0].Film, "it was truncated", world.Now));
        world.Run(6 * Second);

        ChannelEvent.Failed failed = Assert.Single(world.Events.Select(told => told.What).OfType<ChannelEvent.Failed>());
        Assert.Equal("film", failed.Title.Facts.Id);
        long second = Film.Index.Tracks[0].Track.Clock.ToUnits(world.Began.ElementAt(1).Position);
        long[] seen = [.. world.Lanes[0].Samples.Select(sample => sample.Units)];
        Assert.DoesNotContain(seen, units => units > 1.5 * 90_000 && units < second);
        Assert.Contains(second, seen);

        // The sound has gone on all the time.
        (long Units, byte[] _)[] heard = [.. world.Lanes[1].Samples];
        Assert.All(heard.Zip(heard.Skip(1)), pair => Assert.InRange(pair.Second.Units - pair.First.Units, 1_024, 2_100));
        Assert.Empty(world.Lanes[0].Losses);
    }

    [Fact]
    public void A_channel_that_is_halted_says_goodbye_for_all_lanes_and_gives_all_titles_back()
    {
        ChannelFilm film = ChannelFilm.Make("film", 4, 2);
        ChannelWorld world = new ChannelWorld([film]).Loop(film);
        world.Run(7 * Second);
        Assert.InRange(film.Open, 4, 6);

        world.Sender.Halt(world.Now);
        Assert.True(world.Sender.SayBye("over", world.Now, world.Sent));
        world.OnWant = _ => { };
        world.Run(Second);

        Assert.Equal(0, film.Open);
        Assert.All(world.Lanes, lane => Assert.True(lane.HasEnded));
        Assert.Equal(Instant.Never, world.Sender.Next);
    }

    private static void Cues(ChannelWorld world, params (ChannelFilm Film, Instant? At)[] cues)
    {
        Queue<(ChannelFilm Film, Instant? At)> left = new(cues);
        world.OnWant = at =>
        {
            if (left.TryDequeue(out (ChannelFilm Film, Instant? At) cue))
                at.Sender.Cue(cue.Film.Fit(at.Lineup), cue.At);
        };
    }

    private static long[] Shown(TrackIndex index, long zero)
    {
        long[] shown = new long[index.Samples.Length];
        for (int i = 0; i < shown.Length; i++)
            shown[i] = zero + index.Samples[i].PresentationUnits;
        return shown;
    }

    private static TimeSpan Length(ChannelFilm film)
    {
        TimeSpan most = TimeSpan.Zero;
        foreach (TrackIndex index in film.Index.Tracks)
        {
            foreach (MediaSample sample in index.Samples)
            {
                TimeSpan end = index.Track.Clock.ToLength(sample.PresentationUnits + sample.Duration);
                most = end > most ? end : most;
            }
        }

        return most;
    }
}
