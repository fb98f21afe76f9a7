using System.Net;
using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Formats.Rtsp.Headers;
using Streaming.Formats.Sdp;

namespace Streaming.Server.Sessions;

/// <summary>The session description of a title: one medium for each stream that is delivered. RFC 8866, RFC 2326 appendix C.</summary>
internal static class SdpOffer
{
    // The two that are left of the dynamic types are repair's.
    private const int FirstDynamicType = 96, DynamicTypes = RepairOffer.ResendType - FirstDynamicType;

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
            MediaDescription medium = MediumOffer.Of(track, Describe(title, track), repair, maxPacket);
            if (track.Kind is TrackKind.Audio or TrackKind.Text && track == tracks.First(other => other.Kind == track.Kind))
                medium.Attributes.Add("x-default");
            medium.Attributes.Add("control", $"{MediaUri.TrackPrefix}{track.Id}{Choices(track, rendition, repair)}");
            description.Media.Add(medium);
        }

        // Behind them all: whoever counts streams counts as before.
        foreach (Track track in repair.Length > 0 ? tracks : [])
        {
            MediaDescription parity = RepairOffer.AddParity(description, track, Describe(title, track), repair);
            parity.Attributes.Add("control", $"{MediaUri.ParityPrefix}{track.Id}");
        }

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

    /// <summary>FNV-1a: a number that stays the same for the same name, on every machine and in every run.</summary>
    public static ulong Fingerprint(string text)
    {
        ulong hash = 14_695_981_039_346_656_037;
        foreach (char c in text)
            hash = unchecked((hash ^ c) * 1_099_511_628_211);
        return hash >> 1;
    }
}
