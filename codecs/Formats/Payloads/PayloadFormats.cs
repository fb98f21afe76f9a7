using System.Diagnostics.CodeAnalysis;
using Streaming.Formats.Media;
using Streaming.Formats.Payloads.Aac;
using Streaming.Formats.Payloads.H264;
using Streaming.Formats.Payloads.Nal;

namespace Streaming.Formats.Payloads;

/// <summary>The payload formats this project speaks: from a track to its description and packets, and from a description back to samples.</summary>
public static class PayloadFormats
{
    /// <summary>
    /// The smallest payload a packetizer can be held to: JPEG's quantisation tables lie whole in the first packet of a picture, behind
    /// 8 + 4 bytes of headers and 128 of tables comes some of the picture.
    /// </summary>
    public const int MinPayload = 160;

    /// <summary>The largest: what a UDP datagram holds behind IPv4, UDP and RTP headers.</summary>
    public const int MaxPayload = 65_535 - 20 - 8 - 12;

    /// <summary>How a session description names the track.</summary>
    /// <param name="dynamicType">96 … 127; used where RFC 3551 has no static payload type for the coding.</param>
    public static PayloadDescription Describe(Track track, byte dynamicType) => track.Codec switch
    {
        Codec.H264 => new(dynamicType, "H264", track.Clock, 0, H264Parameters.Describe(track)),
        Codec.Aac => new(dynamicType, "MPEG4-GENERIC", track.Clock, track.Channels, AacParameters.Describe(track)),
        _ => throw new NotSupportedException($"{track.Codec} has no payload format"),
    };

    /// <summary>A packetizer for one stream of the track.</summary>
    /// <param name="maxPayload">Most bytes of a packet behind the RTP header, <see cref="MinPayload"/> … <see cref="MaxPayload"/>.</param>
    public static IPacketizer CreatePacketizer(Track track, int maxPayload)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxPayload, MinPayload);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxPayload, MaxPayload);
        return track.Codec switch
        {
            Codec.H264 => new NalPacketizer<H264Syntax>(maxPayload),
            Codec.Aac => new AacPacketizer(maxPayload),
            _ => throw new NotSupportedException($"{track.Codec} has no payload format"),
        };
    }

    /// <summary>A depacketizer for what a session description names; false for a coding, or a mode of one, that is not understood.</summary>
    public static bool TryCreateDepacketizer(PayloadDescription description, [NotNullWhen(true)] out IDepacketizer? depacketizer)
    {
        depacketizer = description.EncodingName.ToUpperInvariant() switch
        {
            "H264" => new NalDepacketizer<H264Syntax>(),
            "MPEG4-GENERIC" when AuHeaderFormat.TryParse(description, out AuHeaderFormat format) => new AacDepacketizer(format),
            _ => null,
        };
        return depacketizer is not null;
    }
}
