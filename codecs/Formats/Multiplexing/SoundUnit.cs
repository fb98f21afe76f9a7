using Streaming.Formats.Media;

namespace Streaming.Formats.Multiplexing;

/// <summary>How many frames of sound share one unit, so that headers and stuffing do not take as much as the sound.</summary>
internal static class SoundUnit
{
    /// <summary>Bytes: two such units fit the decoder's buffer of 3 584, so that one may come while the other is heard.</summary>
    public const int Target = 1_400;

    /// <summary>In parts of a second: a listener who comes later waits so long for a stamp. ISO/IEC 13818-1 §2.7.4 allows 0.7 s.</summary>
    private const int MostPerSecond = 10;

    /// <summary>How many samples from <paramref name="first"/> on: at least one, all of them one behind the other without a gap.</summary>
    public static int Count(TrackIndex track, int first)
    {
        ReadOnlySpan<MediaSample> samples = track.Samples;
        long longest = track.Track.Clock.Hertz / MostPerSecond, begin = samples[first].DecodeUnits;
        int bytes = samples[first].Size + UnitFraming.MaxSize, next = first + 1;
        for (; next < samples.Length; next++)
        {
            ref readonly MediaSample sample = ref samples[next], before = ref samples[next - 1];
            bytes += sample.Size + UnitFraming.MaxSize;
            bool isContinuous = Math.Abs(before.DecodeUnits + before.Duration - sample.DecodeUnits) <= before.Duration / 4;
            if (bytes > Target || !isContinuous || sample.DecodeUnits + sample.Duration - begin > longest)
                break;
        }

        return next - first;
    }
}
