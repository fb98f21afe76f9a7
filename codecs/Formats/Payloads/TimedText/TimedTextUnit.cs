// RFC 4396: RTP payload format for 3GPP timed text.
namespace Streaming.Formats.Payloads.TimedText;

/// <summary>The headers of RFC 4396 §4.1: every unit begins with a type and a length that counts from the length field on.</summary>
/// <remarks>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |U|   R   |TYPE |              LEN              |     SIDX      |  TYPE 1: a whole sample
/// |                      SDUR                     |     TLEN      |
/// |     TLEN      |  text, modifier boxes
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |U|   R   |TYPE |              LEN              | TOTAL | THIS  |  TYPE 2: a piece of the text
/// |                      SDUR                     |     SIDX      |
/// |             SLEN              |  text
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |U|   R   |TYPE |              LEN              | TOTAL | THIS  |  TYPE 3, 4: the first, a later piece
/// |                      SDUR                     |  modifiers       of the modifier boxes
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// </code>
/// UTF-16 is told by U, so the byte order mark that opens such a string in a file stays at home.
/// </remarks>
internal static class TimedTextUnit
{
    public const int Whole = 1;
    public const int Text = 2;
    public const int FirstModifiers = 3;
    public const int LaterModifiers = 4;
    public const int Description = 5;

    public const int WholeSize = 9;
    public const int TextSize = 10;
    public const int ModifiersSize = 7;

    /// <summary>Bytes of a unit that its length does not count: the first.</summary>
    public const int Uncounted = 1;

    public const int Utf16 = 0x80;
    public const int TypeMask = 0x07;

    /// <summary>TOTAL has four bits.</summary>
    public const int MaxFragments = 15;

    /// <summary>SDUR has 24 bits.</summary>
    public const int MaxDuration = (1 << 24) - 1;

    /// <summary>The index of the one sample description we announce: the first that is sent out of band (§4.3).</summary>
    public const int StaticDescription = 129;

    /// <summary>The length in front of the text in a stored sample (3GPP TS 26.245 §5.17).</summary>
    public const int StoredLengthSize = 2;

    public static ReadOnlySpan<byte> ByteOrderMark => [0xfe, 0xff];
}
