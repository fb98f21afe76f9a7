namespace Streaming.Formats.Payloads.Nal;

/// <summary>What a payload of H.264 or H.265 holds. RFC 6184 §5.4, RFC 7798 §4.4.</summary>
internal enum NalPayloadKind
{
    /// <summary>One NAL unit as it is.</summary>
    Single,

    /// <summary>Several, each behind a 16-bit length.</summary>
    Aggregation,

    /// <summary>A piece of one.</summary>
    Fragment,

    /// <summary>A structure this receiver did not ask for (interleaved mode, PACI), or none at all.</summary>
    Unknown,
}
