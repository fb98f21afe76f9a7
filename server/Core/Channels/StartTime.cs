namespace Streaming.Server.Channels;

/// <summary>When a title of a schedule begins.</summary>
public abstract record StartTime
{
    private StartTime()
    {
    }

    /// <summary>Once, at a moment that is the same everywhere.</summary>
    public sealed record At(DateTimeOffset Moment) : StartTime;

    /// <summary>Once, when the clocks of the schedule's time zone show this.</summary>
    public sealed record Local(DateTime Wall) : StartTime;

    /// <summary>Every day, when they show this.</summary>
    public sealed record Daily(TimeOnly Wall) : StartTime;
}
