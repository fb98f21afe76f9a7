using System.Diagnostics.CodeAnalysis;
using Streaming.Formats.Media;
using Streaming.Formats.Payloads.Aac;
using Streaming.Formats.Payloads.Av1;
using Streaming.Formats.Payloads.H264;
using Streaming.Formats.Payloads.H265;
using Streaming.Formats.Payloads.Jpeg;
using Streaming.Formats.Payloads.Mpa;
using Streaming.Formats.Payloads.Nal;
using Streaming.Formats.Payloads.Opus;
using Streaming.Formats.Payloads.Pcm;
using Streaming.Formats.Payloads.TimedText;
using Streaming.Formats.Payloads.Vp8;
using Streaming.Formats.Payloads.Vp9;
using Streaming.Formats.Payloads.Vpx;

namespace Streaming.Formats.Payloads;

/// <summary>
/// The payload formats this project speaks: from a track to its description and packets, and from a description back to samples.
/// </summary>
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
        Codec.H265 => new(dynamicType, "H265", track.Clock, 0, H265Parameters.Describe(track)),
        Codec.Vp8 => new(dynamicType, "VP8", track.Clock, 0, ""),
        Codec.Vp9 => new(dynamicType, "VP9", track.Clock, 0, ""),
        Codec.Av1 => new(dynamicType, "AV1", track.Clock, 0, Av1Parameters.Describe(track)),
        Codec.Jpeg => StaticPayloads.Jpeg,
        Codec.Aac => new(dynamicType, "MPEG4-GENERIC", track.Clock, track.Channels, AacParameters.Describe(track)),

        // Always 48 000 Hz and two channels, whatever the stream holds. RFC 7587 §7.
        Codec.Opus => new(dynamicType, "opus", track.Clock, 2, $"sprop-stereo={(track.Channels > 1 ? 1 : 0)}"),
        Codec.Mp3 => StaticPayloads.Mpa,
        Codec.Pcmu when track is { Clock.Hertz: 8_000, Channels: 1 } => StaticPayloads.Pcmu,
        Codec.Pcmu => new(dynamicType, "PCMU", track.Clock, track.Channels, ""),
        Codec.Pcma when track is { Clock.Hertz: 8_000, Channels: 1 } => StaticPayloads.Pcma,
        Codec.Pcma => new(dynamicType, "PCMA", track.Clock, track.Channels, ""),
        Codec.L16 when track is { Clock.Hertz: 44_100, Channels: 2 } => StaticPayloads.L16Stereo,
        Codec.L16 when track is { Clock.Hertz: 44_100, Channels: 1 } => StaticPayloads.L16Mono,
        Codec.L16 => new(dynamicType, "L16", track.Clock, track.Channels, ""),
        Codec.TimedText => new(dynamicType, "3gpp-tt", track.Clock, 0, TimedTextParameters.Describe(track)),
        _ => throw new NotSupportedException($"{track.Codec} has no payload format"),
    };

    /// <summary>A packetizer for one stream of the track.</summary>
    /// <param name="maxPayload">Most bytes of a packet behind the RTP header, <see cref="MinPayload"/> … <see cref="MaxPayload"/>.</param>
    public static IPacketizer CreatePacketizer(Track track, int maxPayload)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxPayload, MinPayload);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxPayload, MaxPayload);
        return CreateUnchecked(track, maxPayload);
    }

    /// <summary>
    /// A depacketizer for what a session description names; false for a coding, or a mode of one, that is not understood.
    /// </summary>
    public static bool TryCreateDepacketizer(PayloadDescription description, [NotNullWhen(true)] out IDepacketizer? depacketizer)
    {
        int channels = Math.Clamp(description.Channels, 1, 255);
        depacketizer = description.EncodingName.ToUpperInvariant() switch
        {
            "H264" => new NalDepacketizer<H264Syntax>(),
            "H265" => new NalDepacketizer<H265Syntax>(),
            "VP8" => new FrameDepacketizer<Vp8Syntax>(),
            "VP9" => new FrameDepacketizer<Vp9Syntax>(),
            "AV1" => new Av1Depacketizer(),
            "JPEG" => new JpegDepacketizer(),
            "MPEG4-GENERIC" when AuHeaderFormat.TryParse(description, out AuHeaderFormat format) =>
                format.IsInterleaved ? new AacDeinterleaver(format) : new AacDepacketizer(format),
            "OPUS" => new WholeDepacketizer(1),
            "MPA" => new MpaDepacketizer(),
            "PCMU" or "PCMA" => new WholeDepacketizer(channels),
            "L16" => new WholeDepacketizer(2 * channels),
            "3GPP-TT" => new TimedTextDepacketizer(),
            _ => null,
        };
        return depacketizer is not null;
    }

    /// <summary>How far units are sent out of their order; null where they come in order.</summary>
    public static UnitDisplacement? DisplacementOf(PayloadDescription description) =>
        description.EncodingName.Equals("MPEG4-GENERIC", StringComparison.OrdinalIgnoreCase)
        && AuHeaderFormat.TryParse(description, out AuHeaderFormat format) && format.IsInterleaved
            ? new(description.Clock.ToLength(format.UnitDuration), description.Clock.ToLength(format.MaxDisplacement))
            : null;

    /// <summary>Without the bounds, so that tests can make fragments of small samples.</summary>
    internal static IPacketizer CreateUnchecked(Track track, int maxPayload) => track.Codec switch
    {
        Codec.H264 => new NalPacketizer<H264Syntax>(maxPayload),
        Codec.H265 => new NalPacketizer<H265Syntax>(maxPayload),
        Codec.Vp8 => new FramePacketizer<Vp8Syntax>(track, maxPayload),
        Codec.Vp9 => new FramePacketizer<Vp9Syntax>(track, maxPayload),
        Codec.Av1 => new Av1Packetizer(maxPayload),
        Codec.Jpeg => new JpegPacketizer(track, maxPayload),
        Codec.Aac => track.Interleaving is { } pattern ? new InterleavingPacketizer(pattern, maxPayload) : new AacPacketizer(maxPayload),
        Codec.Opus => new OpusPacketizer(maxPayload),
        Codec.Mp3 => new MpaPacketizer(maxPayload),
        Codec.Pcmu or Codec.Pcma => new PcmPacketizer(Math.Max(1, track.Channels), maxPayload),
        Codec.L16 => new PcmPacketizer(2 * Math.Max(1, track.Channels), maxPayload),
        Codec.TimedText => new TimedTextPacketizer(maxPayload),
        _ => throw new NotSupportedException($"{track.Codec} has no payload format"),
    };
}
