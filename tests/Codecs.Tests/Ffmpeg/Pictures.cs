using Streaming.Formats.Media;
using Streaming.Testing;

namespace Streaming.Codecs.Tests.Ffmpeg;

/// <summary>Sums of decoded pictures, in the order in which they are shown.</summary>
internal static class Pictures
{
    /// <summary>Edit lists ignored: every picture that is stored, shown or not.</summary>
    public static IReadOnlyList<string> OfFile(string path, params string[] options) =>
        Decode([.. options, "-i", path, "-map", "0:v:0"]);

    /// <summary>Of a stored track, given to the decoder as a raw stream of the given FFmpeg format.</summary>
    public static IReadOnlyList<string> Of(StoredTitle title, TrackIndex track, string format, Predicate<MediaSample>? wanted = null)
    {
        using TemporaryFolder folder = new();
        string raw = Path.Combine(folder.Path, "track.raw");
        using (FileStream file = File.Create(raw))
        {
            for (int i = 0; i < track.Samples.Length; i++)
            {
                if (wanted?.Invoke(track.Samples[i]) == false)
                    continue;
                if (track.Track.Codec == Codec.Av1)
                    file.Write([0x12, 0]); // FFmpeg's reader of plain AV1 tells temporal units by their delimiters
                file.Write(title.Sample(track, i));
            }
        }

        return Decode(["-f", format, "-i", raw]);
    }

    private static string[] Decode(string[] input)
    {
        string sums = Tool.Run("ffmpeg", ["-nostdin", "-v", "error", .. input, "-fps_mode", "passthrough", "-f", "framemd5", "-"]);
        return [.. sums.Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(',')[5].Trim())];
    }
}
