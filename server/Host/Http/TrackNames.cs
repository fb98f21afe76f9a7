using System.Globalization;
using Streaming.Formats.Media;

namespace Streaming.Server.Host.Http;

/// <summary>Tracks in the words of people.</summary>
internal static class TrackNames
{
    /// <summary>"picture 480p", "sound en", "sound de – Commentary": enough to tell it from the others of its kind.</summary>
    public static string Of(Track track)
    {
        string word = Heading(track.Kind).ToLowerInvariant();
        string which = track.Kind == TrackKind.Video ? track.Rendition : track.Language == LanguageTag.Unknown ? "" : track.Language;
        string name = $"{word} {which}".TrimEnd();
        return track.Label.Length > 0 ? $"{name} – {track.Label}" : name;
    }

    public static string Heading(TrackKind kind) => kind switch
    {
        TrackKind.Video => "Picture",
        TrackKind.Audio => "Sound",
        TrackKind.Text => "Text",
        _ => "Slides",
    };

    /// <summary>"H264, 800×332, 24 fps"; "Aac, 44.1 kHz, stereo".</summary>
    public static string Coding(Track track)
    {
        List<string> facts = [track.Codec.ToString()];
        if (track.Width > 0)
            facts.Add($"{track.Width}×{track.Height}");
        if (track.FrameRate > 0)
            facts.Add(string.Create(CultureInfo.InvariantCulture, $"{track.FrameRate:0.##} fps"));
        if (track.SampleRate > 0)
            facts.Add(string.Create(CultureInfo.InvariantCulture, $"{track.SampleRate / 1e3:0.##} kHz"));
        if (track.Channels > 0)
            facts.Add(track.Channels switch { 1 => "mono", 2 => "stereo", 6 => "5.1", _ => $"{track.Channels} channels" });
        return string.Join(", ", facts);
    }
}
