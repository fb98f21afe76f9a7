namespace Streaming.Server.Tests.Library;

/// <summary>A time of day that stands still until it is told to go on.</summary>
internal sealed class SteppedTime : TimeProvider
{
    // Ahead of every file the test makes by less than any settling time.
    private DateTimeOffset _now = DateTimeOffset.UtcNow;

    public void Advance(TimeSpan time) => _now += time;

    public override DateTimeOffset GetUtcNow() => _now;
}
