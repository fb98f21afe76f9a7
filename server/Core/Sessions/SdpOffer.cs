using System.Globalization;
using System.Net;
using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Formats.Rtp;
using Streaming.Formats.Rtsp.Headers;
using Streaming.Formats.Sdp;
using Streaming.Server.Sending;

namespace Streaming.Server.Sessions;

/// <summary>The session description of a title: one medium for each stream that is delivered. RFC 8866, RFC 2326 appendix C.</summary>
internal static class SdpOffer
{
    // The two that are left of the dynamic types are repair's.
    private const int FirstDynamicType = 96, DynamicTypes = RepairOffer.ResendType - FirstDynamicType;

    // IP, UDP and RTP headers of one packet, which AS counts and TIAS does not. RFC 3890 §6.2.
    private const int PacketOverhead = 20 + 8 + 12;

    /// <summary>The number of a track's packets: the same whether or not, and with whatever choice, the title was described
    /// before.</summary>
    public static byte PayloadType(Title title, Track track) => Describe(title, track).PayloadType;

    /// <summary>UTF-8, with relative control addresses.</summary>
    /// <param name="rendition">What the client has chosen, if it has: the address of the picture says so, and SETUP keeps to it.</param>
    /// <param name="repair">How it asks to be told how losses are mended (<see cref="RepairOffer"/>); empty: it does not.</param>
    public static byte[] Write(
        Title title, IReadOnlyList<Track> tracks, string rendition, string repair, ConnectionFacts connection, int maxPacket)
    {
        IPAddress local = ConnectionFacts.Unmapped(connection.Local.Address);
        bool isIPv6 = local.GetAddressBytes().Length == 16;
        SessionDescription description = new()
        {
            Origin = new($"{Fingerprint(title.Id)}", $"{title.Duration.Ticks}", local.ToString(), isIPv6),
            Name = title.Name,

            // Where to is agreed in SETUP. RFC 2326 §C.1.7.
            Connection = new(isIPv6 ? "::" : "0.0.0.0", isIPv6),
        };
        description.Attributes.Add("control", "*");
        description.Attributes.Add("range", RangeHeader.Npt(MediaTime.Zero, MediaTime.Zero + title.Duration).ToString());
        foreach (Track track in tracks)
        {
            MediaDescription medium = Medium(title, track, repair, maxPacket);
            if (track.Kind is TrackKind.Audio or TrackKind.Text && track == tracks.First(other => other.Kind == track.Kind))
                medium.Attributes.Add("x-default");
            medium.Attributes.Add("control", $"{MediaUri.TrackPrefix}{track.Id}{Choices(track, rendition, repair)}");
            description.Media.Add(medium);
        }

        // Behind them all: whoever counts streams counts as before.
        foreach (Track track in repair.Length > 0 ? tracks : [])
            RepairOffer.AddParity(description, track, Describe(title, track), repair);
        return SdpWriter.Write(description);
    }

    private static PayloadDescription Describe(Title title, Track track)
    {
        int place = Enumerable.Range(0, title.Tracks.Count).First(i => title.Tracks[i].Id == track.Id);
        return PayloadFormats.Describe(track, (byte)(FirstDynamicType + (place % DynamicTypes)));
    }

    /// <summary>What its address says of the client's choice, for SETUP to keep to.</summary>
    private static string Choices(Track track, string rendition, string repair)
    {
        List<string> choices = [];
        if (track.Kind == TrackKind.Video && rendition.Length > 0)
            choices.Add($"rendition={Uri.EscapeDataString(rendition)}");
        if (track.Interleaving is { } interleaving)
            choices.Add($"{InterleaveChoice.Name}={interleaving.Pattern}");
        if (repair.Length > 0)
            choices.Add($"{RepairOffer.Name}={repair}");
        return choices.Count == 0 ? "" : $"?{string.Join('&', choices)}";
    }

    private static MediaDescription Medium(Title title, Track track, string repair, int maxPacket)
    {
        bool isRepaired = repair.Length > 0;
        PayloadDescription payload = Describe(title, track);
        MediaDescription medium = new()
        {
            // Timed text is registered as a kind of video. RFC 4396 §8.
            Kind = track.Kind == TrackKind.Audio ? "audio" : "video",
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

        // By its own word feedback is for AVPF; ffmpeg, GStreamer and live555 read it over in AVP, and would not take AVPF.
        if (track.Kind == TrackKind.Video)
            medium.Attributes.Add("rtcp-fb", $"{payloadType} nack pli");
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

    /// <summary>FNV-1a: a number that stays the same for the same title, on every machine and in every run.</summary>
    private static ulong Fingerprint(string text)
    {
        ulong hash = 14_695_981_039_346_656_037;
        foreach (char c in text)
            hash = unchecked((hash ^ c) * 1_099_511_628_211);
        return hash >> 1;
    }
}
