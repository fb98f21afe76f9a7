namespace Streaming.Qos.Safety;

/// <summary>What the circuit breaker asks of the sender. RFC 8083 §4.5.</summary>
public enum BreakerVerdict
{
    /// <summary>Go on.</summary>
    Keep,

    /// <summary>Send a tenth at most, if the session can; else cease. RFC 8083 §4.3.</summary>
    ReduceTenfold,

    /// <summary>Stop sending, and do not start again by oneself.</summary>
    Cease,
}
