namespace Streaming.Formats.Rtcp;

/// <summary>The interval metric flag: which time a block speaks of. RFC 6776 §4.2 tells the times.</summary>
public enum XrPeriod : byte
{
    Reserved = 0,

    /// <summary>One moment.</summary>
    Sampled = 1,

    /// <summary>Since the last report.</summary>
    Interval = 2,

    /// <summary>Since the beginning.</summary>
    Cumulative = 3,
}
