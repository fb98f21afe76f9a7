using Streaming.Formats.Media;

namespace Streaming.Ffmpeg.Importing;

/// <summary>Measures how much a track asks of a network.</summary>
internal static class TrackRates
{
    public static Track Measure(Track track, IReadOnlyList<MediaSample> samples)
    {
        if (samples.Count == 0)
            return track;
        long bytes = 0, peak = 0, window = 0;
        int oldest = 0;
        foreach (MediaSample sample in samples)
        {
            bytes += sample.Size;
            window += sample.Size;
            while (samples[oldest].DecodeUnits <= sample.DecodeUnits - track.Clock.Hertz)
                window -= samples[oldest++].Size;
            peak = Math.Max(peak, window);
        }

        MediaSample last = samples[^1];
        long units = Math.Max(1, last.DecodeUnits + last.Duration - samples[0].DecodeUnits);
        BitRate mean = BitRate.Of(new ByteCount(bytes), track.Clock.ToLength(units));
        return track with { MeanRate = mean, PeakRate = BitRate.Of(new ByteCount(peak), TimeSpan.FromSeconds(1)) };
    }
}
