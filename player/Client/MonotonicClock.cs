namespace Streaming.Player.Client;

/// <summary>Reads the instants that cores are given from a time provider.</summary>
internal sealed class MonotonicClock(TimeProvider time)
{
    private readonly long _origin = time.GetTimestamp();

    public Instant Now => new(time.GetElapsedTime(_origin).Ticks);
}
