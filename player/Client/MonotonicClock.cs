namespace Streaming.Player.Client;

/// <summary>Reads the instants that cores are given from a time provider. One for everything that belongs to a session.
/// Thread-safe.</summary>
public sealed class MonotonicClock(TimeProvider time)
{
    private readonly long _origin = time.GetTimestamp();

    public Instant Now => new(time.GetElapsedTime(_origin).Ticks);
}
