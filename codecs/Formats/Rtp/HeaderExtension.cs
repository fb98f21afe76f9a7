namespace Streaming.Formats.Rtp;

/// <summary>One element of a packet's header extension. RFC 8285 §4.2, §4.3.</summary>
/// <remarks>What an <see cref="Id"/> stands for is said by the session description; see <see cref="Sdp.ExtensionMap"/>.</remarks>
public readonly ref struct HeaderExtension
{
    internal HeaderExtension(byte id, ReadOnlySpan<byte> value)
    {
        Id = id;
        Value = value;
    }

    /// <summary>1 … 14 in the one-byte form, 1 … 255 in the other.</summary>
    public byte Id { get; }

    /// <summary>1 … 16 bytes in the one-byte form, 0 … 255 in the other.</summary>
    public ReadOnlySpan<byte> Value { get; }
}
