namespace Streaming.Formats.Rtcp;

/// <summary>Why a receiver threw packets away. RFC 7002 §3.2.</summary>
public enum DiscardType : byte
{
    Duplicate = 0,

    /// <summary>No room in the buffer yet.</summary>
    Early = 1,

    /// <summary>Due before it came.</summary>
    Late = 2,

    /// <summary>To be ignored.</summary>
    Reserved = 3,
}
