using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Streaming.Formats.Payloads;

namespace Streaming.Formats.Sdp;

/// <summary>What a description says of packets that are sent again: the format parameters of <c>rtx</c>. RFC 4588 §8.6.</summary>
/// <param name="PayloadType">Of the stream whose packets they are: <c>apt</c>.</param>
/// <param name="Time">How long after it was first sent a packet can be had again; null where not said.</param>
public sealed record ResendFormat(byte PayloadType, TimeSpan? Time)
{
    /// <summary>Compared without case.</summary>
    public const string EncodingName = "rtx";

    private const string Associated = "apt", KeptFor = "rtx-time";

    /// <summary>From <c>apt=96;rtx-time=3000</c>; what else is said is read over.</summary>
    /// <returns>False where the associated payload type, which must be there, is missing or none.</returns>
    public static bool TryParse(string parameters, [NotNullWhen(true)] out ResendFormat? format)
    {
        format = null;
        FormatParameters said = new(parameters);
        if (!said.TryGet(Associated, out ReadOnlySpan<char> number)
            || !byte.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out byte type)
            || type > 127)
            return false;
        bool isTimed = said.TryGet(KeptFor, out ReadOnlySpan<char> text)
            & uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uint milliseconds);
        format = new(type, isTimed ? TimeSpan.FromMilliseconds(milliseconds) : null);
        return true;
    }

    public override string ToString() => Time is { } time
        ? string.Create(CultureInfo.InvariantCulture, $"{Associated}={PayloadType};{KeptFor}={(long)time.TotalMilliseconds}")
        : $"{Associated}={PayloadType}";
}
