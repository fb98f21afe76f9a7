namespace Streaming.Lab.Scenarios;

/// <summary>Something that happens to everybody.</summary>
/// <param name="At">Since the beginning of the run.</param>
public abstract record ScheduledEvent(TimeSpan At)
{
    /// <summary>The operator tells the server that a link carries more or less. What the link does itself stands in its changes.</summary>
    public sealed record LinkTold(TimeSpan At, string Link, BitRate Rate) : ScheduledEvent(At);

    /// <summary>The server is gone from one moment to the next: nobody is told.</summary>
    public sealed record ServerKilled(TimeSpan At) : ScheduledEvent(At);

    public sealed record ServerStarted(TimeSpan At) : ScheduledEvent(At);

    /// <summary>The clocks of an audience jump.</summary>
    public sealed record ClockStep(TimeSpan At, string Audience, TimeSpan By) : ScheduledEvent(At);
}
