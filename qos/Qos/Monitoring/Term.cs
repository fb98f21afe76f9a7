namespace Streaming.Qos.Monitoring;

/// <summary>What a contract promises, and is measured by.</summary>
public enum Term
{
    /// <summary>Rate and depth: the sender never sends more than its token bucket lets through. RFC 2215 §3.6.</summary>
    Conformance,

    /// <summary>Every packet leaves when its plan says.</summary>
    Lateness,

    /// <summary>The bound on the way from the server to the receiver.</summary>
    Delay,

    /// <summary>The variation of that delay.</summary>
    Jitter,

    /// <summary>The share of packets that the receiver could not use.</summary>
    Loss,

    /// <summary>How many in a row.</summary>
    LossBurst,

    /// <summary>What is shown: the level of the session's ladder that was agreed on first.</summary>
    Quality,
}
