using System.Buffers.Binary;

namespace Streaming.Formats.Rtp;

/// <summary>The header extension of an RTP packet, in either form: <c>foreach (HeaderExtension element in extensions)</c>. RFC 8285
/// §4.</summary>
/// <remarks>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |       0xBE    |    0xDE       |        length in words        |   one-byte form; 0x100 and four free bits: two-byte form
/// |  ID   | len-1 |     data      |  ID   | len-1 |    data ...   |
///
/// |       0x10    |    0x0 |appbits|       length in words        |
/// |      ID       |      len      |     data      |    0 (pad)    |
/// </code>
/// An element that does not hold what it says, and one with the reserved number 15 of the one-byte form, ends the walk: what came before it
/// stands, as RFC 8285 §4.2 wants it.
/// </remarks>
public readonly ref struct HeaderExtensions
{
    /// <summary>Profile of the one-byte form. RFC 8285 §4.2.</summary>
    internal const ushort OneByteForm = 0xbede;

    /// <summary>The profile of the two-byte form without its four bits for the application. RFC 8285 §4.3.</summary>
    internal const ushort TwoByteForm = 0x1000;

    internal const int PreambleSize = 4;

    private readonly ReadOnlySpan<byte> _elements;
    private readonly bool _isLong;

    private HeaderExtensions(ReadOnlySpan<byte> elements, bool isLong)
    {
        _elements = elements;
        _isLong = isLong;
    }

    /// <summary>No elements: what a packet without an extension has.</summary>
    public static HeaderExtensions None => default;

    /// <summary>Finds the extension of a whole RTP packet; false where it has none, one of another profile, or is no packet.</summary>
    public static bool TryFind(ReadOnlySpan<byte> packet, out HeaderExtensions extensions)
    {
        extensions = None;
        if (packet.Length < RtpHeader.Size || packet[0] >> 6 != 2 || (packet[0] & 0x10) == 0)
            return false;
        int start = RtpHeader.Size + (4 * (packet[0] & 0x0f));
        return start <= packet.Length && TryParse(packet[start..], out extensions, out _);
    }

    /// <summary>Reads an extension, its four bytes of profile and length included; what lies behind it is left alone.</summary>
    public static bool TryParse(ReadOnlySpan<byte> wire, out HeaderExtensions extensions, out ParseError error)
    {
        extensions = None;
        if (wire.Length < PreambleSize)
            return Fail(ParseFault.Truncated, wire.Length, "extension preamble", out error);
        ushort profile = BinaryPrimitives.ReadUInt16BigEndian(wire);
        bool isLong = (profile & 0xfff0) == TwoByteForm;
        if (!isLong && profile != OneByteForm)
            return Fail(ParseFault.Unsupported, 0, "extension profile", out error);
        int size = 4 * BinaryPrimitives.ReadUInt16BigEndian(wire[2..]);
        if (wire.Length - PreambleSize < size)
            return Fail(ParseFault.Truncated, wire.Length, "extension", out error);
        extensions = new(wire.Slice(PreambleSize, size), isLong);
        error = ParseError.None;
        return true;
    }

    /// <summary>The first element of that number.</summary>
    public bool TryGet(int id, out ReadOnlySpan<byte> value)
    {
        foreach (HeaderExtension element in this)
        {
            if (element.Id != id)
                continue;
            value = element.Value;
            return true;
        }

        value = default;
        return false;
    }

    public Enumerator GetEnumerator() => new(_elements, _isLong);

    private static bool Fail(ParseFault fault, int offset, string production, out ParseError error)
    {
        error = new(fault, offset, production);
        return false;
    }

    /// <summary>Walks the elements, reading over padding.</summary>
    public ref struct Enumerator
    {
        /// <summary>Of the one-byte form: the receiver stops there. RFC 8285 §4.2.</summary>
        private const byte Reserved = 15;

        private readonly bool _isLong;
        private ReadOnlySpan<byte> _rest;
        private HeaderExtension _current;

        internal Enumerator(ReadOnlySpan<byte> elements, bool isLong)
        {
            _rest = elements;
            _isLong = isLong;
        }

        public readonly HeaderExtension Current => _current;

        public bool MoveNext()
        {
            _rest = _rest.TrimStart((byte)0);
            int head = _isLong ? 2 : 1;
            if (_rest.Length < head)
                return false;
            byte id = _isLong ? _rest[0] : (byte)(_rest[0] >> 4);
            int length = _isLong ? _rest[1] : (_rest[0] & 0x0f) + 1;

            // Number 0 with a length is padding by mistake; nobody knows what its sender meant by it.
            if (id == 0 || (!_isLong && id == Reserved) || _rest.Length < head + length)
            {
                _rest = default;
                return false;
            }

            _current = new(id, _rest.Slice(head, length));
            _rest = _rest[(head + length)..];
            return true;
        }
    }
}
