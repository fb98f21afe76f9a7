namespace Streaming.Qos.Safety;

/// <summary>Which of the circuit breakers has tripped. RFC 8083 §4.</summary>
public enum BreakerCause
{
    None,

    /// <summary>No report comes. RFC 8083 §4.1.</summary>
    RtcpTimeout,

    /// <summary>Reports come and say that nothing arrives. RFC 8083 §4.2.</summary>
    MediaTimeout,

    /// <summary>More than ten times what a TCP connection would send under the same losses. RFC 8083 §4.3.</summary>
    Congestion,

    /// <summary>What arrives is of no use. RFC 8083 §4.4.</summary>
    MediaUsability,
}
