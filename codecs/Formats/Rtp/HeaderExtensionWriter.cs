using System.Buffers.Binary;

namespace Streaming.Formats.Rtp;

/// <summary>Puts a header extension together in a span that its owner has made large enough. RFC 8285 §4.</summary>
/// <remarks><c>HeaderExtensionWriter writer = new(room, isLong: false); writer.Add(1, value); int size = writer.Finish();</c> The packet's
/// header says that an extension follows: <see cref="RtpHeader.MarkExtended"/>.</remarks>
public ref struct HeaderExtensionWriter
{
    private readonly Span<byte> _wire;
    private readonly bool _isLong;
    private int _length = HeaderExtensions.PreambleSize;

    /// <param name="wire">Four bytes, and for each element its head (one byte, or two) and its value, up to the next multiple of
    /// four.</param>
    /// <param name="isLong">The two-byte form: for numbers above 14, and for values that are empty or longer than 16 bytes.</param>
    public HeaderExtensionWriter(Span<byte> wire, bool isLong)
    {
        _wire = wire;
        _isLong = isLong;
    }

    /// <summary>The bytes of an extension in the one-byte form with one element of that length.</summary>
    public static int SizeOf(int value) => (HeaderExtensions.PreambleSize + 1 + value + 3) & ~3;

    /// <summary>Appends an element.</summary>
    /// <exception cref="InvalidOperationException">Number or length are not of this form.</exception>
    public void Add(byte id, scoped ReadOnlySpan<byte> value)
    {
        Invariant.That(_isLong ? id > 0 && value.Length <= 255 : id is > 0 and < 15 && value.Length is > 0 and <= 16);
        if (_isLong)
        {
            _wire[_length++] = id;
            _wire[_length++] = (byte)value.Length;
        }
        else
        {
            _wire[_length++] = (byte)((id << 4) | (value.Length - 1));
        }

        value.CopyTo(_wire[_length..]);
        _length += value.Length;
    }

    /// <summary>Pads to whole words and writes the preamble.</summary>
    /// <returns>How many bytes it has become.</returns>
    public readonly int Finish()
    {
        int size = (_length + 3) & ~3;
        _wire[_length..size].Clear();
        BinaryPrimitives.WriteUInt16BigEndian(_wire, _isLong ? HeaderExtensions.TwoByteForm : HeaderExtensions.OneByteForm);
        BinaryPrimitives.WriteUInt16BigEndian(_wire[2..], (ushort)((size - HeaderExtensions.PreambleSize) / 4));
        return size;
    }
}
