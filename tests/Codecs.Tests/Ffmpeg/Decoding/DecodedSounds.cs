using System.Runtime.InteropServices;
using Streaming.Ffmpeg.Decoding;
using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Testing;

namespace Streaming.Codecs.Tests.Ffmpeg.Decoding;

/// <summary>What came out of a decoder at once.</summary>
/// <param name="Source">The number of the unit that had just been given in; −1 behind the last.</param>
internal sealed record SoundPiece(MediaTime Position, float[] Samples, bool FollowsGap, int Source);

/// <summary>Short ways through a decoder of sound.</summary>
internal static class DecodedSounds
{
    public static AudioDecoder Open(Track track, int rate = 48_000)
    {
        Assert.True(AudioDecoder.TryCreate(CodedFormat.Of(track), rate, out AudioDecoder? decoder, out string trouble), trouble);
        return decoder;
    }

    /// <summary>What ffmpeg makes of a file, without leaving out what is only there to get a coder going.</summary>
    /// <param name="isDoubled">One channel goes into both unchanged, as Opus decoders do it, not as a mixer does, at −3 dB.</param>
    public static float[] OfFile(string path, int stream, int rate, bool isDoubled = false)
    {
        using TemporaryFolder folder = new();
        string raw = Path.Combine(folder.Path, "sound.raw");
        Tool.Run(
            "ffmpeg",
            ["-nostdin", "-v", "error", .. WithoutEdits(path), "-flags2", "+skip_manual", "-i", path, "-map", $"0:a:{stream}",
                "-af", isDoubled ? "pan=stereo|c0=c0|c1=c0" : "anull", "-ac", "2", "-ar", $"{rate}", "-f", "f32le", raw]);
        return MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(raw)).ToArray();
    }

    /// <summary>The options by which ffmpeg decodes what an edit list hides, where a file can have one.</summary>
    public static string[] WithoutEdits(string path) => Path.GetExtension(path) is ".mp4" or ".mov" ? ["-ignore_editlist", "1"] : [];

    /// <summary>What ffmpeg makes of AAC frames, given to it as a raw stream: each behind an ADTS header. ISO/IEC 13818-7 §6.2.</summary>
    public static float[] OfFrames(ReadOnlySpan<byte> configuration, IEnumerable<byte[]> frames, int rate)
    {
        using TemporaryFolder folder = new();
        string raw = Path.Combine(folder.Path, "sound.aac");

        // Of the configuration: five bits of object type, four of rate, four of channels.
        int type = configuration[0] >> 3;
        int rateIndex = ((configuration[0] & 7) << 1) | (configuration[1] >> 7);
        int channels = (configuration[1] >> 3) & 15;
        using (FileStream file = File.Create(raw))
        {
            foreach (byte[] frame in frames)
            {
                int length = frame.Length + 7;
                file.Write(
                [
                    0xff, 0xf1, (byte)(((type - 1) << 6) | (rateIndex << 2) | (channels >> 2)), (byte)((channels << 6) | (length >> 11)),
                    (byte)(length >> 3), (byte)((length << 5) | 0x1f), 0xfc,
                ]);
                file.Write(frame);
            }
        }

        return OfFile(raw, 0, rate);
    }

    public static List<SoundPiece> Decode(AudioDecoder decoder, IEnumerable<(byte[] Bytes, MediaTime Position)> units)
    {
        List<SoundPiece> pieces = [];
        int source = 0;
        foreach ((byte[] bytes, MediaTime position) in units)
        {
            decoder.Accept(bytes, position);
            Take(decoder, pieces, source++);
        }

        decoder.Drain();
        Take(decoder, pieces);
        return pieces;
    }

    public static void Take(AudioDecoder decoder, List<SoundPiece> pieces, int source = -1)
    {
        while (decoder.TryTake(out DecodedSound sound))
            pieces.Add(new(sound.Position, sound.Samples.ToArray(), sound.FollowsGap, source));
    }
}
