using Streaming.Formats.Rtsp.Headers;
using Streaming.Formats.Sdp;

namespace Streaming.Codecs.Tests.Rtsp.Headers;

/// <summary>Every parser of a line of text, as a function to its canonical form, null where it refuses.</summary>
internal static class HeaderParsers
{
    public static IReadOnlyList<Func<string, string?>> All { get; } =
    [
        text => TransportHeader.TryParse(text, out TransportHeader? header, out ParseError error) ? $"{header}" : Checked(error, text),
        text => RangeHeader.TryParse(text, out RangeHeader? header, out ParseError error) ? $"{header}" : Checked(error, text),
        text => RtpInfoHeader.TryParse(text, out RtpInfoHeader? header, out ParseError error) ? $"{header}" : Checked(error, text),
        text => SessionHeader.TryParse(text, out SessionHeader? header, out ParseError error) ? $"{header}" : Checked(error, text),
        text => ScaleHeader.TryParse(text, out ScaleHeader header, out ParseError error) ? $"{header}" : Checked(error, text),
        text => SpeedHeader.TryParse(text, out SpeedHeader header, out ParseError error) ? $"{header}" : Checked(error, text),
        text => BandwidthHeader.TryParse(text, out BandwidthHeader header, out ParseError error) ? $"{header}" : Checked(error, text),
        text => BlocksizeHeader.TryParse(text, out BlocksizeHeader header, out ParseError error) ? $"{header}" : Checked(error, text),
        text => TokenListHeader.TryParse(text, out TokenListHeader? header, out ParseError error) ? $"{header}" : Checked(error, text),
        text => RtpMap.TryParse(text, out RtpMap? map) ? $"{map}" : null,
        text => SdpBandwidth.TryParse(text, out SdpBandwidth? bandwidth) ? $"{bandwidth}" : null,
        text => SdpConnection.TryParse(text, out SdpConnection? connection) ? $"{connection}" : null,
        text => SdpOrigin.TryParse(text, out SdpOrigin? origin) ? $"{origin}" : null,
        text => SdpTiming.TryParse(text, out SdpTiming timing) ? $"{timing}" : null,
    ];

    /// <summary>A refusal names a fault and a place within the text.</summary>
    private static string? Checked(ParseError error, string text)
    {
        Assert.NotEqual(ParseFault.None, error.Fault);
        Assert.InRange(error.Offset, 0, text.Length);
        return null;
    }
}
