using System.Globalization;
using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Formats.Rtp;
using Streaming.Formats.Rtsp;
using Streaming.Formats.Rtsp.Headers;
using Streaming.Formats.Sdp;

namespace Streaming.Player.Sessions;

/// <summary>Turns a session description into what can be set up. RFC 2326 appendix C.</summary>
internal static class PresentationReader
{
    /// <summary>Reads the answer to DESCRIBE; null where its body is no session description.</summary>
    /// <param name="described">The URL that was described.</param>
    public static Presentation? Read(RtspResponse response, string described, out ParseError error)
    {
        if (!SdpReader.TryParse(response.Body, out SessionDescription? session, out error))
            return null;
        return Read(session, response.Headers["Content-Base"] ?? response.Headers["Content-Location"] ?? described);
    }

    /// <param name="baseUrl">Content-Base, else Content-Location, else the URL that was described. RFC 2326 §C.1.1.</param>
    public static Presentation Read(SessionDescription session, string baseUrl)
    {
        string control = Resolve(baseUrl, session.Attributes["control"]);
        RepairReader repair = new(session, medium => Resolve(baseUrl, medium.Control));
        List<OfferedTrack> tracks = [];
        foreach (MediaDescription medium in session.Media)
        {
            if (IsOverRtp(medium) && !RepairReader.IsParity(medium) && KindOf(medium) is { } kind)
                tracks.Add(WithRepair(Track(session, medium, kind, tracks.Count, baseUrl), medium, repair));
        }

        string name = session.Name.Trim();
        return new(name is "-" ? "" : name, control, Duration(session), tracks) { Channel = GroupReader.ChannelOf(session, tracks) };
    }

    /// <summary>In whichever profile: feedback asks for no more than is sent anyway.</summary>
    internal static bool IsOverRtp(MediaDescription medium) => medium.Protocol.StartsWith("RTP/AVP", StringComparison.OrdinalIgnoreCase);

    private static OfferedTrack Track(
        SessionDescription session, MediaDescription medium, TrackKind kind, int number, string baseUrl)
    {
        PayloadDescription? payload = Payload(medium);
        string? said = medium.Attributes["framerate"];
        double? rate = double.TryParse(said, CultureInfo.InvariantCulture, out double frames) && frames > 0 ? frames : null;
        return new()
        {
            Number = number,
            Kind = payload is null ? kind : KindOf(medium, payload, kind, rate),
            ControlUrl = Resolve(baseUrl, medium.Attributes["control"]),
            Payload = payload,
            IsPlayable = payload is not null && PayloadFormats.TryCreateDepacketizer(payload, out _),
            Language = medium.Attributes["lang"]?.Trim() is { Length: > 0 } language ? language : "und",
            Label = medium.Information?.Trim() ?? "",
            Rate = RateOf(medium),
            FrameRate = rate,
            Rotation = medium.Rotation,
            IsDefault = medium.IsDefault,
            Size = medium.FrameSize,
            SyncExtension = medium.ExtensionId(SyncExtension.Uri) ?? session.ExtensionId(SyncExtension.Uri),
            TakesPictureLoss = medium.TakesPictureLoss,
            Rendition = medium.Attributes["rendition"]?.Trim() is { Length: > 0 } rendition ? rendition : null,
            Group = GroupReader.GroupOf(session, medium),
        };
    }

    private static OfferedTrack WithRepair(OfferedTrack track, MediaDescription medium, RepairReader repair)
    {
        if (track.Payload is not { PayloadType: var type })
            return track;
        OfferedParity? parity = repair.ParityOf(medium, type);
        return track with { Parity = parity, Resend = RepairReader.ResendOf(medium, type, parity) };
    }

    private static TrackKind? KindOf(MediaDescription medium) => medium.Kind.ToUpperInvariant() switch
    {
        "VIDEO" => TrackKind.Video,
        "AUDIO" => TrackKind.Audio,
        "TEXT" => TrackKind.Text,
        _ => null,
    };

    /// <summary>Timed text is registered as video (RFC 4396 §10.1), and slides are pictures without a frame rate worth the name.</summary>
    private static TrackKind KindOf(MediaDescription medium, PayloadDescription payload, TrackKind announced, double? frameRate) =>
        payload.EncodingName.ToUpperInvariant() switch
        {
            "3GPP-TT" => TrackKind.Text,
            "JPEG" when medium.IsSlides || frameRate is null or < 2 => TrackKind.Slides,
            _ => announced,
        };

    /// <summary>The first payload type of those offered that can be played, else the first that is described.</summary>
    private static PayloadDescription? Payload(MediaDescription medium)
    {
        PayloadDescription? first = null;
        foreach (RtpMap map in medium.RtpMaps())
        {
            PayloadDescription payload = new(
                map.PayloadType, map.EncodingName, map.Clock, map.Channels, medium.FormatParameters(map.PayloadType));
            if (PayloadFormats.TryCreateDepacketizer(payload, out _))
                return payload;
            first ??= payload;
        }

        return first;
    }

    /// <summary>Application-specific first: it counts the headers, which is what arrives.</summary>
    private static BitRate? RateOf(MediaDescription medium) =>
        (medium.Bandwidths.FirstOrDefault(line => line.Type == SdpBandwidth.ApplicationSpecific)
            ?? medium.Bandwidths.FirstOrDefault(line => line.Type == SdpBandwidth.TransportIndependent))?.Rate;

    private static TimeSpan? Duration(SessionDescription session)
    {
        string? text = session.Attributes["range"]
            ?? session.Media.Select(medium => medium.Attributes["range"]).FirstOrDefault(range => range is not null);
        return text is not null && RangeHeader.TryParse(text, out RangeHeader? range, out _) && range.End is { } end
            ? end - (range.Start ?? MediaTime.Zero)
            : null;
    }

    /// <summary>
    /// Deviation: a relative URL is appended to the base, not put in place of its last part as RFC 1808 has it; so do all real servers and
    /// clients.
    /// </summary>
    private static string Resolve(string baseUrl, string? control)
    {
        string relative = control?.Trim() ?? "";
        if (relative is "" or "*")
            return baseUrl;
        if (relative.Contains("://", StringComparison.Ordinal))
            return relative;
        return baseUrl.EndsWith('/') ? baseUrl + relative.TrimStart('/') : $"{baseUrl}/{relative.TrimStart('/')}";
    }
}
