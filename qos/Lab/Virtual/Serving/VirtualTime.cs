namespace Streaming.Lab.Virtual.Serving;

/// <summary>The clock of a server in virtual time: it stands until it is set.</summary>
internal sealed class VirtualTime(Instant now) : TimeProvider
{
    /// <summary>The time of day at instant zero.</summary>
    private static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public Instant Now { get; set; } = now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Now.Ticks;

    public override DateTimeOffset GetUtcNow() => Epoch.AddTicks(Now.Ticks);

    /// <summary>Whoever wants to be woken by it would never be.</summary>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        throw new NotSupportedException("in virtual time nothing happens by itself");
}
