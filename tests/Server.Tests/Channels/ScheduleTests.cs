using Streaming.Server.Channels;

namespace Streaming.Server.Tests.Channels;

public sealed class ScheduleTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Theory]
    [InlineData("2026-03-28T20:15:00", "2026-03-28T19:15:00Z")]
    [InlineData("2026-03-29T20:15:00", "2026-03-29T18:15:00Z")]
    [InlineData("2026-10-24T20:15:00", "2026-10-24T18:15:00Z")]
    [InlineData("2026-10-25T20:15:00", "2026-10-25T19:15:00Z")]
    public void A_local_time_is_that_of_its_day_whether_the_clocks_have_changed_or_not(string wall, string moment)
    {
        Schedule schedule = new([new("film", new StartTime.Local(DateTime.Parse(wall)))], Berlin);

        Assert.Equal(DateTimeOffset.Parse(moment), First(schedule, "2026-01-01T00:00:00Z")!.Begins);
    }

    [Theory]
    [InlineData("2026-03-29T02:30:00", "2026-03-29T01:30:00Z", "is skipped")]
    [InlineData("2026-10-25T02:30:00", "2026-10-25T00:30:00Z", "comes twice")]
    public void What_the_clocks_skip_is_taken_as_if_they_did_not_and_of_two_times_the_first(string wall, string moment, string said)
    {
        Schedule schedule = new([new("film", new StartTime.Local(DateTime.Parse(wall)))], Berlin);

        Assert.Equal(DateTimeOffset.Parse(moment), First(schedule, "2026-01-01T00:00:00Z")!.Begins);
        ChannelMistake mistake = Assert.Single(schedule.Check(DateTimeOffset.Parse("2026-01-01T00:00:00Z"), _ => Hour));
        Assert.Equal((ChannelFault.LocalTime, "schedule[0].start", false), (mistake.Fault, mistake.Where, mistake.IsFatal));
        Assert.Contains(said, mistake.Sentence);
    }

    [Fact]
    public void What_comes_daily_comes_once_a_day_at_its_local_time_over_both_changes_of_the_clocks()
    {
        Schedule schedule = new([new("news", new StartTime.Daily(new(20, 0))), new("late", new StartTime.Daily(new(2, 30)))], Berlin);
        ProgrammeTurn turn = First(schedule, "2026-01-01T00:00:00Z")!;
        List<ProgrammeTurn> year = [];
        for (; turn.Begins < DateTimeOffset.Parse("2026-12-31T23:00:00Z"); turn = schedule.After(turn)!)
            year.Add(turn);

        Assert.Equal(365, year.Count(one => one.Title == "news"));
        Assert.Equal(365, year.Count(one => one.Title == "late"));
        Assert.All(year.Where(one => one.Title == "news"), one => Assert.Equal(new(20, 0), Shown(one)));
        Assert.Equal(year.Select(one => one.Begins).Order(), year.Select(one => one.Begins));

        // On the day of 23 hours the clocks show 3:30 when it begins, an hour later than it would have been.
        ProgrammeTurn skipped = year.Single(one => one.Title == "late" && Shown(one) != new TimeOnly(2, 30));
        Assert.Equal((new(3, 30), new DateTime(2026, 3, 29)), (Shown(skipped), skipped.Begins!.Value.UtcDateTime.Date));
    }

    [Fact]
    public void What_begins_together_is_played_in_the_order_it_is_declared()
    {
        StartTime.At noon = new(DateTimeOffset.Parse("2026-05-01T12:00:00Z"));
        Schedule schedule = new([new("a", noon), new("b", noon), new("c", noon)], TimeZoneInfo.Utc);

        ProgrammeTurn a = First(schedule, "2026-05-01T00:00:00Z")!;
        ProgrammeTurn b = schedule.After(a)!, c = schedule.After(b)!;
        Assert.Equal(["a", "b", "c"], new[] { a, b, c }.Select(turn => turn.Title));
        Assert.Null(schedule.After(c));
    }

    [Theory]
    [InlineData("2026-05-01T11:59:59Z", "a")]
    [InlineData("2026-05-01T12:00:00Z", "a")]
    [InlineData("2026-05-01T12:59:59Z", "a")]
    [InlineData("2026-05-01T13:00:00Z", "b")]
    [InlineData("2026-05-01T14:59:00Z", "b")]
    [InlineData("2026-05-01T15:00:00Z", null)]
    public void A_channel_that_begins_late_enters_what_is_on_by_then(string now, string? title)
    {
        Schedule schedule = new(
            [new("b", Utc("2026-05-01T14:00:00Z")), new("a", Utc("2026-05-01T12:00:00Z")), new("gone", Utc("2026-05-01T14:30:00Z"))],
            TimeZoneInfo.Utc);

        Assert.Equal(title, schedule.First(DateTimeOffset.Parse(now), id => id == "gone" ? null : Hour)?.Title);
    }

    [Fact]
    public void Overlaps_and_gaps_are_said_to_the_second_where_they_are()
    {
        Schedule schedule = new(
        [
            new("a", Utc("2026-05-01T12:00:00Z")), new("b", Utc("2026-05-01T12:59:30Z")), new("c", Utc("2026-05-01T14:00:00Z")),
            new("d", Utc("2026-05-01T15:00:00Z")),
        ], TimeZoneInfo.Utc);

        IReadOnlyList<ChannelMistake> mistakes = schedule.Check(DateTimeOffset.Parse("2026-05-01T00:00:00Z"), _ => Hour);

        Assert.Equal(
            [(ChannelFault.Overlap, "schedule[1].start", true), (ChannelFault.Gap, "schedule[2].start", false)],
            mistakes.Select(mistake => (mistake.Fault, mistake.Where, mistake.IsFatal)));
        Assert.Contains("begin 30 s later", mistakes[0].Sentence);
        Assert.Contains("'b' is over", mistakes[1].Sentence);
    }

    [Fact]
    public void A_daily_overlap_over_midnight_is_found_once()
    {
        Schedule schedule = new([new("late", new StartTime.Daily(new(23, 30))), new("early", new StartTime.Daily(new(0, 0)))], Berlin);

        IReadOnlyList<ChannelMistake> mistakes = schedule.Check(DateTimeOffset.Parse("2026-05-01T00:00:00Z"), _ => Hour);

        Assert.Equal([ChannelFault.Overlap, ChannelFault.Gap], mistakes.Select(mistake => mistake.Fault).Order());
    }

    [Fact]
    public void Titles_that_are_not_there_are_named_and_passed_over_unless_none_is()
    {
        Schedule schedule = new([new("a", Utc("2026-05-01T12:00:00Z")), new("b", Utc("2026-05-01T13:00:00Z"))], TimeZoneInfo.Utc);
        DateTimeOffset now = DateTimeOffset.Parse("2026-05-01T00:00:00Z");

        ChannelMistake unknown = Assert.Single(schedule.Check(now, id => id == "a" ? null : Hour));
        Assert.Equal((ChannelFault.UnknownTitle, "a", false), (unknown.Fault, unknown.Where, unknown.IsFatal));
        Assert.Contains(schedule.Check(now, _ => null), mistake => mistake is { Fault: ChannelFault.Empty, IsFatal: true });
    }

    [Fact]
    public void A_playlist_goes_on_by_itself_and_begins_again_where_it_is_looped()
    {
        Playlist once = new(["a", "b", "a"], IsLooped: false), looped = once with { IsLooped = true };

        Assert.Equal(["a", "b", "a"], Turns(once, 9));
        Assert.Equal(["a", "b", "a", "a", "b", "a", "a"], Turns(looped, 7));
        Assert.Equal(["a", "b"], once.Titles);
        Assert.Null(new Playlist([], IsLooped: true).First(default, _ => Hour));
    }

    private static ProgrammeTurn? First(Schedule schedule, string now) => schedule.First(DateTimeOffset.Parse(now), _ => Hour);

    private static TimeOnly Shown(ProgrammeTurn turn) =>
        TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(turn.Begins!.Value, Berlin).DateTime);

    private static StartTime.At Utc(string moment) => new(DateTimeOffset.Parse(moment));

    private static List<string> Turns(Programme programme, int most)
    {
        List<string> titles = [];
        ProgrammeTurn? turn = programme.First(default, _ => Hour);
        for (; turn is not null && titles.Count < most; turn = programme.After(turn))
        {
            Assert.Null(turn.Begins);
            titles.Add(turn.Title);
        }

        return titles;
    }
}
