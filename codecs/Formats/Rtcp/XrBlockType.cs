namespace Streaming.Formats.Rtcp;

/// <summary>What a block of an extended report measures: those that are read and written here. RFC 3611 §4; others may occur.</summary>
public enum XrBlockType : byte
{
    None = 0,

    /// <summary>RFC 3611 §4.4.</summary>
    ReceiverReferenceTime = 4,

    /// <summary>DLRR. RFC 3611 §4.5.</summary>
    DelaySinceLastReference = 5,

    /// <summary>RFC 3611 §4.6.</summary>
    StatisticsSummary = 6,

    /// <summary>RFC 7272 §6.</summary>
    Idms = 12,

    /// <summary>RFC 6776 §4.</summary>
    MeasurementInformation = 14,

    /// <summary>RFC 6958 §3.</summary>
    BurstGapLoss = 20,

    /// <summary>RFC 7002 §3.</summary>
    DiscardCount = 24,
}
