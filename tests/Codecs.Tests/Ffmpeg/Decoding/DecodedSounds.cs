using System.Runtime.InteropServices;
using Streaming.Ffmpeg.Decoding;
using Streaming.Testing;

namespace Streaming.Codecs.Tests.Ffmpeg.Decoding;

/// <summary>What came out of a decoder at once.</summary>
internal sealed record SoundPiece(MediaTime Position, float[] Samples, bool FollowsGap);

/// <summary>Short ways through a decoder of sound.</summary>
internal static class DecodedSounds
{
    /// <summary>What ffmpeg makes of a file, without leaving out what is only there to get a coder going.</summary>
    public static float[] OfFile(string path, int stream, int rate)
    {
        using TemporaryFolder folder = new();
        string raw = Path.Combine(folder.Path, "sound.raw");
        Tool.Run(
            "ffmpeg",
            ["-nostdin", "-v", "error", .. WithoutEdits(path), "-flags2", "+skip_manual", "-i", path, "-map", $"0:a:{stream}",
                "-ac", "2", "-ar", $"{rate}", "-f", "f32le", raw]);
        return MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(raw)).ToArray();
    }

    /// <summary>The options by which ffmpeg decodes what an edit list hides, where a file can have one.</summary>
    public static string[] WithoutEdits(string path) => Path.GetExtension(path) is ".mp4" or ".mov" ? ["-ignore_editlist", "1"] : [];

    public static List<SoundPiece> Decode(AudioDecoder decoder, IEnumerable<(byte[] Bytes, MediaTime Position)> units)
    {
        List<SoundPiece> pieces = [];
        foreach ((byte[] bytes, MediaTime position) in units)
        {
            decoder.Accept(bytes, position);
            Take(decoder, pieces);
        }

        decoder.Drain();
        Take(decoder, pieces);
        return pieces;
    }

    public static void Take(AudioDecoder decoder, List<SoundPiece> pieces)
    {
        while (decoder.TryTake(out DecodedSound sound))
            pieces.Add(new(sound.Position, sound.Samples.ToArray(), sound.FollowsGap));
    }
}
