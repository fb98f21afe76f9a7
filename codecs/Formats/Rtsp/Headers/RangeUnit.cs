namespace Streaming.Formats.Rtsp.Headers;

/// <summary>How a range counts time. RFC 2326 §3.5 – §3.7.</summary>
public enum RangeUnit
{
    /// <summary>Normal play time: seconds from the beginning.</summary>
    Npt,

    /// <summary>Time code, in any of its frame rates. Recognised, so that it can be refused as not implemented.</summary>
    Smpte,

    /// <summary>Wall clock. Recognised, so that it can be refused as not implemented.</summary>
    Clock,

    /// <summary>Something else.</summary>
    Unknown,
}
