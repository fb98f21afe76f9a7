// RFC 4396 §8: what a session description says about a timed text stream.
using Streaming.Formats.Media;

namespace Streaming.Formats.Payloads.TimedText;

/// <summary>Writes the parameters from a track and its sample description.</summary>
internal static class TimedTextParameters
{
    /// <summary>The version of 3GPP TS 26.245 that a file is taken for where it does not say: Release 6, 0.0.</summary>
    private const string Version = "60";

    public static string Describe(Track track)
    {
        string size = track.Width > 0 && track.Height > 0 ? $"; width={track.Width}; height={track.Height}" : "";
        string parameters = $"sver={Version}{size}; tx=0; ty=0; layer=0";
        if (track.Configuration.Length == 0)
            return parameters;

        // An entry is the index that samples refer to, and the description itself.
        byte[] entry = [TimedTextUnit.StaticDescription, .. track.Configuration];
        return $"{parameters}; tx3g={Convert.ToBase64String(entry)}";
    }
}
