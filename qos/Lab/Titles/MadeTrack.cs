using Streaming.Formats.Media;
using Streaming.Server.Traffic;

namespace Streaming.Lab.Titles;

/// <summary>A made-up track.</summary>
/// <param name="Facts">But for what its samples say.</param>
internal sealed record MadeTrack(Track Facts, MediaSample[] Samples, MediaUnit[] Units, IByteSource Film)
{
    /// <summary>With its rates, and what it asks of a network.</summary>
    public TrackIndex Index()
    {
        long bytes = 0, window = 0, peak = 0;
        int oldest = 0;
        foreach (MediaSample sample in Samples)
        {
            bytes += sample.Size;
            window += sample.Size;
            while (Samples[oldest].DecodeUnits <= sample.DecodeUnits - Facts.Clock.Hertz)
                window -= Samples[oldest++].Size;
            peak = Math.Max(peak, window);
        }

        Track track = Facts with
        {
            MeanRate = BitRate.Of(new(bytes), Length),
            PeakRate = BitRate.Of(new(peak), TimeSpan.FromSeconds(1)),
            SampleFile = $"track{Facts.Id}",
            SampleFileSize = Film.Length,
        };
        TrackIndex index = new(track, Samples, Units);
        return index.With(TrafficAnalysis.Of(index));
    }

    public TimeSpan Length => Facts.Clock.ToLength(Samples[^1].DecodeUnits + Samples[^1].Duration);
}
