namespace Streaming.Server.Channels;

/// <summary>Titles at times of day.</summary>
/// <param name="Items">In any order.</param>
/// <param name="Zone">Whose clocks local times are read from.</param>
public sealed record Schedule(IReadOnlyList<ScheduledTitle> Items, TimeZoneInfo Zone) : Programme
{
    /// <summary>As far ahead as what repeats is checked: every day of the week.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(8);

    /// <summary>Turns that are checked at most; a title every two minutes for eight days would be as many.</summary>
    private const int MostTurns = 6_000;

    /// <summary>No title is longer: so far back something may have begun that is not over.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(2);

    public override IReadOnlyList<string> Titles => [.. Items.Select(item => item.Title).Distinct()];

    public override ProgrammeTurn? First(DateTimeOffset now, Func<string, TimeSpan?> length)
    {
        ProgrammeTurn? last = null;
        ProgrammeTurn? turn = Next(now - Longest, -1);
        for (; turn?.Begins <= now; turn = After(turn))
            last = length(turn.Title) is null ? last : turn;
        return last is not null && last.Begins + length(last.Title) > now ? last : turn;
    }

    public override ProgrammeTurn? After(ProgrammeTurn turn) => Next(turn.Begins!.Value, turn.Item);

    private protected override void CheckTimes(DateTimeOffset now, Func<string, TimeSpan?> length, List<ChannelMistake> mistakes)
    {
        for (int item = 0; item < Items.Count; item++)
        {
            if (Items[item].Start is StartTime.Local local)
                CheckLocal(local.Wall, $"schedule[{item}].start", mistakes);
        }

        HashSet<(int, int)> known = [];
        ProgrammeTurn? before = null;
        ProgrammeTurn? turn = Next(now - Longest, -1);
        for (int turns = 0; turn is not null && turns < MostTurns && !(turn.Begins > Horizon(now)); turns++, turn = After(turn))
        {
            if (length(turn.Title) is null)
                continue;
            if (before is not null && known.Add((before.Item, turn.Item)))
                CheckSeam(before, length(before.Title)!.Value, turn, mistakes);
            before = turn;
        }
    }

    /// <summary>What is declared once is looked at whenever it is; what repeats, for a week.</summary>
    private DateTimeOffset Horizon(DateTimeOffset now) =>
        Items.Any(item => item.Start is StartTime.Daily) ? now + Ahead : DateTimeOffset.MaxValue;

    private void CheckSeam(ProgrammeTurn before, TimeSpan length, ProgrammeTurn turn, List<ChannelMistake> mistakes)
    {
        DateTimeOffset over = before.Begins!.Value + length, begins = turn.Begins!.Value;
        string where = $"schedule[{turn.Item}].start";
        if (begins < over)
        {
            mistakes.Add(new(ChannelFault.Overlap, where, $"'{turn.Title}' begins at {Said(begins)}, while '{before.Title}' plays until "
                + $"{Said(over)}: begin {(over - begins).TotalSeconds:0.###} s later"));
        }
        else if (begins > over)
        {
            mistakes.Add(new(ChannelFault.Gap, where, $"nothing is sent from {Said(over)}, when '{before.Title}' is over, until "
                + $"'{turn.Title}' begins at {Said(begins)}", IsFatal: false));
        }
    }

    private void CheckLocal(DateTime wall, string where, List<ChannelMistake> mistakes)
    {
        string? why = Zone.IsInvalidTime(wall) ? "is skipped when the clocks go forward"
            : Zone.IsAmbiguousTime(wall) ? "comes twice when the clocks go back" : null;
        if (why is not null)
        {
            mistakes.Add(new(ChannelFault.LocalTime, where, $"{wall:yyyy-MM-dd HH:mm} {why} in {Zone.Id}: it is taken for "
                + $"{Moment(wall):yyyy-MM-dd HH:mm zzz}", IsFatal: false));
        }
    }

    private string Said(DateTimeOffset moment) => $"{TimeZoneInfo.ConvertTime(moment, Zone):yyyy-MM-dd HH:mm:ss zzz}";

    /// <summary>The first to begin after that; of those that begin then, those further down.</summary>
    private ProgrammeTurn? Next(DateTimeOffset after, int item)
    {
        ProgrammeTurn? next = null;
        for (int at = 0; at < Items.Count; at++)
        {
            if (Begins(Items[at].Start, after, isStrict: at <= item) is { } begins && (next is null || begins < next.Begins))
                next = new(at, Items[at].Title, begins);
        }

        return next;
    }

    private DateTimeOffset? Begins(StartTime start, DateTimeOffset after, bool isStrict)
    {
        bool IsNext(DateTimeOffset moment) => isStrict ? moment > after : moment >= after;
        switch (start)
        {
            case StartTime.At at:
                return IsNext(at.Moment) ? at.Moment : null;
            case StartTime.Local local:
                return Moment(local.Wall) is var once && IsNext(once) ? once : null;
            default:
                // From the day before, for what the clocks skip may move over midnight.
                DateOnly day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(after, Zone).DateTime).AddDays(-1);
                DateTimeOffset moment = Moment(day.ToDateTime(((StartTime.Daily)start).Wall));
                while (!IsNext(moment))
                {
                    day = day.AddDays(1);
                    moment = Moment(day.ToDateTime(((StartTime.Daily)start).Wall));
                }

                return moment;
        }
    }

    /// <summary>When the zone's clocks show that: of two times the first; where they skip it, as if they did not. RFC 5545
    /// §3.3.5.</summary>
    private DateTimeOffset Moment(DateTime wall)
    {
        DateTime plain = DateTime.SpecifyKind(wall, DateTimeKind.Unspecified);
        TimeSpan offset = Zone.IsInvalidTime(plain) ? Zone.GetUtcOffset(plain.AddDays(-1))
            : Zone.IsAmbiguousTime(plain) ? Zone.GetAmbiguousTimeOffsets(plain).Max()
            : Zone.GetUtcOffset(plain);
        return new(plain, offset);
    }
}
