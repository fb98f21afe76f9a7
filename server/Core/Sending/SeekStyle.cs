namespace Streaming.Server.Sending;

/// <summary>Which key picture a position asked for leads to. RFC 7826 §18.47.</summary>
public enum SeekStyle
{
    /// <summary>The last one presented at or before it.</summary>
    RandomAccessPoint,

    /// <summary>The first one presented at or after it; where none is left before the end, the last before the end.</summary>
    Next,
}
