using System.Text;
using Streaming.Formats.Rtp;

namespace Streaming.Formats.Rtsp.Headers;

/// <summary>What PLAY says about one stream.</summary>
/// <param name="Url">The stream's control URL.</param>
/// <param name="First">The number of the first packet sent after the response.</param>
/// <param name="Start">The timestamp of the start of the range in the response.</param>
public sealed record RtpInfoEntry(string Url, SequenceNumber? First, RtpTimestamp? Start)
{
    public override string ToString()
    {
        StringBuilder text = new("url=", 96);
        text.Append(Url);
        if (First is { } first)
            text.Append(";seq=").Append(first);
        if (Start is { } start)
            text.Append(";rtptime=").Append(start);
        return text.ToString();
    }
}
