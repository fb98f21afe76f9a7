// RFC 3640 §3.2.1: the AU Header Section, as the parameters of a session description shape it.
namespace Streaming.Formats.Payloads.Aac;

/// <summary>How many bits each field of an AU header has, and what an access unit lasts.</summary>
/// <param name="SizeBits">AU-size.</param>
/// <param name="IndexBits">AU-Index, in the first header of a packet.</param>
/// <param name="IndexDeltaBits">AU-Index-delta, in the others.</param>
/// <param name="UnitDuration">In clock units.</param>
/// <param name="MaxDisplacement">How much later than the earliest unit still to come a unit lies at most, in clock units; 0 where units
/// come in order. RFC 3640 §3.2.3.3.</param>
/// <param name="BufferSize">Bytes of the units that are held to put them in order; 0 where the sender does not say.</param>
internal readonly record struct AuHeaderFormat(
    int SizeBits, int IndexBits, int IndexDeltaBits, long UnitDuration, long MaxDisplacement, int BufferSize)
{
    /// <summary>Of displacement: nobody waits longer for sound, so whoever says more has not meant it.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private static readonly string[] Unsupported =
        ["ctsdeltalength", "dtsdeltalength", "randomaccessindication", "streamstateindication", "auxiliarydatasizelength"];

    /// <summary>Units have to be put in order.</summary>
    public bool IsInterleaved => MaxDisplacement > 0 && UnitDuration > 0;

    /// <summary>Reads mode AAC-hbr, and any other whose AU headers have no more fields than these; false for the rest.</summary>
    public static bool TryParse(PayloadDescription description, out AuHeaderFormat format)
    {
        format = default;
        FormatParameters parameters = new(description.Parameters);
        foreach (string name in Unsupported)
        {
            if (!parameters.TryGetInt32(name, 0, out int used) || used != 0)
                return false;
        }

        // Absent lengths mean "no such field" (RFC 3640 §4.1), but no AAC stream comes without them: it is the sender who forgot.
        if (!parameters.TryGetInt32("sizelength", 13, out int size) || size is < 1 or > 16
            || !parameters.TryGetInt32("indexlength", 3, out int index) || index is < 0 or > 16
            || !parameters.TryGetInt32("indexdeltalength", 3, out int delta) || delta is < 0 or > 16)
        {
            return false;
        }

        if (!parameters.TryGetInt32("constantduration", 0, out int duration) || duration < 0
            || !parameters.TryGetInt32("maxdisplacement", 0, out int displacement) || displacement < 0
            || description.Clock.ToLength(displacement) > Longest
            || !parameters.TryGetInt32("de-interleavebuffersize", 0, out int buffer) || buffer < 0)
        {
            return false;
        }

        format = new(size, index, delta, duration > 0 ? duration : DurationOf(description, parameters), displacement, buffer);
        return true;
    }

    private static long DurationOf(PayloadDescription description, FormatParameters parameters)
    {
        const int PlainFrame = 1_024;
        if (!parameters.TryGet("config", out ReadOnlySpan<char> hex) || hex.Length % 2 != 0 || !IsHex(hex)
            || !AudioSpecificConfig.TryParse(Convert.FromHexString(hex), out AudioSpecificConfig config))
        {
            return PlainFrame;
        }

        return config.UnitDuration(description.Clock);
    }

    private static bool IsHex(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            if (!char.IsAsciiHexDigit(c))
                return false;
        }

        return true;
    }
}
