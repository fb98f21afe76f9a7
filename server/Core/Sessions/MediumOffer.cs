using System.Globalization;
using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Formats.Rtp;
using Streaming.Formats.Sdp;
using Streaming.Server.Sending;

namespace Streaming.Server.Sessions;

/// <summary>What a description says of one stream, wherever it goes: what it is, and what it needs. RFC 8866 §5.14.</summary>
internal static class MediumOffer
{
    // IP, UDP and RTP headers of one packet, which AS counts and TIAS does not. RFC 3890 §6.2.
    private const int PacketOverhead = 20 + 8 + 12;

    /// <param name="repair">How losses are mended (<see cref="RepairOffer"/>); empty: they are not.</param>
    /// <param name="port">Of a group; 0 where SETUP will say.</param>
    public static MediaDescription Of(Track track, PayloadDescription payload, string repair, int maxPacket, int port = 0)
    {
        bool isRepaired = repair.Length > 0;
        MediaDescription medium = new()
        {
            // Timed text is registered as a kind of video. RFC 4396 §8.
            Kind = track.Kind == TrackKind.Audio ? "audio" : "video",
            Port = port,
            Protocol = RepairOffer.ProfileOf(repair),
            Formats = isRepaired ? [$"{payload.PayloadType}", $"{RepairOffer.ResendType}"] : [$"{payload.PayloadType}"],
            Information = track.Label.Length == 0 ? null : track.Label,
        };
        AddBandwidth(medium, track, isRepaired ? maxPacket - RepairOffer.Room : maxPacket);
        string channels = payload.Channels > 1 ? $"/{payload.Channels}" : "";
        medium.Attributes.Add("rtpmap", $"{payload.PayloadType} {payload.EncodingName}/{payload.Clock.Hertz}{channels}");
        if (payload.Parameters.Length > 0)
            medium.Attributes.Add("fmtp", $"{payload.PayloadType} {payload.Parameters}");
        if (track.FrameRate > 0)
            medium.Attributes.Add("framerate", track.FrameRate.ToString("0.###", CultureInfo.InvariantCulture));

        if (track.Language != "und")
            medium.Attributes.Add("lang", track.Language);
        AddPicture(medium, track, payload.PayloadType);

        // By its own word feedback is for AVPF; ffmpeg, GStreamer and live555 read it over in AVP, and would not take AVPF. A group is not
        // sent other pictures because one of its receivers has lost some.
        if (track.Kind == TrackKind.Video && port == 0)
            medium.Attributes.Add("rtcp-fb", $"{payload.PayloadType} nack pli");
        medium.Attributes.Add("extmap", $"{new ExtensionMap(PacketCutter.SyncId, SyncExtension.Uri)}");
        if (isRepaired)
            RepairOffer.AddTo(medium, track, payload);
        return medium;
    }

    /// <summary>Its size, which way up it is, and what else only pictures have.</summary>
    private static void AddPicture(MediaDescription medium, Track track, byte payloadType)
    {
        // The payload header of JPEG counts in eights up to 2 040; beyond that only this says how large the picture is.
        if (track.Codec == Codec.Jpeg)
            medium.Attributes.Add("x-dimensions", $"{track.Width},{track.Height}");
        if (track.Kind == TrackKind.Slides)
            medium.Attributes.Add("content", "slides");
        if (track.Kind is TrackKind.Video or TrackKind.Slides && track is { Width: > 0, Height: > 0 })
            medium.Attributes.Add("framesize", $"{payloadType} {track.Width}-{track.Height}");
        if (track.Rotation != 0)
            medium.Attributes.Add("x-rotation", $"{track.Rotation}");
    }

    /// <summary>What the stream needs at its busiest second: without headers (TIAS) and with them (AS).</summary>
    private static void AddBandwidth(MediaDescription medium, Track track, int maxPacket)
    {
        BitRate peak = track.PeakRate > track.MeanRate ? track.PeakRate : track.MeanRate;
        if (peak == BitRate.Zero)
            return;

        // Full packets, and one more that is not full for each sample.
        double samples = track.Kind == TrackKind.Audio ? 50 : Math.Max(track.FrameRate, 1);
        double packets = (peak.BitsPerSecond / (8.0 * (maxPacket - RtpHeader.Size))) + samples;
        double total = peak.BitsPerSecond + (packets * PacketOverhead * 8);
        medium.Bandwidths.Add(new(SdpBandwidth.ApplicationSpecific, (long)Math.Ceiling(total / 1_000)));
        medium.Bandwidths.Add(new(SdpBandwidth.TransportIndependent, peak.BitsPerSecond));
        medium.Attributes.Add("maxprate", packets.ToString("0.0", CultureInfo.InvariantCulture));
    }
}
