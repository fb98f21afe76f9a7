namespace Streaming.Qos.Safety;

/// <summary>What the circuit breaker must know of a stream. RFC 8083 §4.3.</summary>
public sealed record BreakerOptions
{
    public static readonly BreakerOptions Default = new();

    /// <summary>Td: our own reporting interval without the random factor, with the fixed minimum of five seconds. RFC 3550 §6.2,
    /// §6.3.1.</summary>
    public TimeSpan ReportingInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Tdr: the receiver's, as far as we can tell.</summary>
    public TimeSpan ReceiverInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Tf: the time between two frames of the media.</summary>
    public TimeSpan FramingInterval { get; init; } = TimeSpan.FromMilliseconds(40);

    /// <summary>G: frames that depend on one another; 1 where each can be sent at its own rate.</summary>
    public int GroupSize { get; init; } = 1;

    /// <summary>Before the first measurement of the round trip.</summary>
    public TimeSpan FirstRoundTrip { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Whether the congestion breaker is on: the comparison with TCP is for best-effort service (RFC 3551 §2), not for capacity
    /// that is reserved end to end.</summary>
    public bool WatchesCongestion { get; init; } = true;

    /// <summary>A mean loss from which on what arrives is of no use; null: any loss may be of use. RFC 8083 §4.4.</summary>
    public Ratio? UnusableLoss { get; init; }

    /// <summary>Whether the session can go on at a tenth of its rate.</summary>
    public bool CanReduceTenfold { get; init; }
}
