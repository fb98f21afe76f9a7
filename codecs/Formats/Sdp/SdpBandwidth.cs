using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Streaming.Formats.Sdp;

/// <summary>A bandwidth line. RFC 8866 §5.8.</summary>
/// <param name="Type">One of the constants here, or another.</param>
/// <param name="Value">In the unit of its type: kilobits per second for AS and CT, bits per second for the others.</param>
public sealed record SdpBandwidth(string Type, long Value)
{
    /// <summary>Application specific: all of one stream with its IP, UDP and RTP headers, kb/s.</summary>
    public const string ApplicationSpecific = "AS";

    /// <summary>Transport independent: the payload alone, b/s. RFC 3890.</summary>
    public const string TransportIndependent = "TIAS";

    /// <summary>RTCP for senders, b/s. RFC 3556.</summary>
    public const string RtcpSenders = "RS";

    /// <summary>RTCP for receivers, b/s. RFC 3556.</summary>
    public const string RtcpReceivers = "RR";

    private const long Most = 1_000_000_000_000_000;

    public BitRate Rate => Type is ApplicationSpecific or "CT" ? BitRate.Kbps(Value) : new(Value);

    /// <summary>From <c>AS:2500</c>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out SdpBandwidth? bandwidth)
    {
        bandwidth = null;
        int colon = text.IndexOf(':');
        ReadOnlySpan<char> number = text[(colon + 1)..].Trim();
        if (colon <= 0 || !long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long value) || value > Most)
            return false;
        bandwidth = new(new(text[..colon]), value);
        return true;
    }

    public override string ToString() => $"{Type}:{Value}";
}
