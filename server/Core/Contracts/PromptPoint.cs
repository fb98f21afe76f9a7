using System.Runtime.CompilerServices;
using Streaming.Formats.Media;
using Streaming.Qos.Envelopes;

namespace Streaming.Server.Contracts;

/// <summary>What a track asks of a network when each of its samples leaves at its own time, for a receiver that holds nothing
/// back.</summary>
/// <remarks>
/// The smallest rate at which the bucket that belongs to it is empty again within a quarter of a second. The bucket holds the largest
/// picture, since the envelope counts each as one burst, so that the first one after a PLAY may leave at once.
/// What an edit list has decoded before the film begins is due all at once, but once only: the bucket has room for it, and the rate is
/// that of the film without it; ten times the film's mean for the sake of its first moment would be wasted.
/// </remarks>
internal static class PromptPoint
{
    /// <summary>What is sent at its own time is seen this much later at most: about what a picture of the slowest film takes.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(250);

    private static readonly ConditionalWeakTable<TrackTraffic, StrongBox<EnvelopePoint>> Known = [];

    public static EnvelopePoint Of(TrackIndex index, TrackTraffic traffic) =>
        Known.GetValue(traffic, _ => new(Compute(index, traffic))).Value;

    /// <summary>Whether a bucket as deep as this empties soon enough.</summary>
    public static bool IsPrompt(EnvelopePoint point) => IsWithin(Soon, point);

    /// <summary>Whether it empties in that time.</summary>
    public static bool IsWithin(TimeSpan time, EnvelopePoint point) => RateFor(point.Depth, time) <= point.Rate;

    private static EnvelopePoint Compute(TrackIndex index, TrackTraffic traffic)
    {
        bool isEdited = index.Samples.Length > 0 && index.DecodeTime(0) < MediaTime.Zero - Soon && traffic.BytesBefore.Count > 0;
        EnvelopePoint Whole(long rate) => new(new(rate), traffic.Depth(new(rate)));
        EnvelopePoint whole = Search(traffic, Whole, precision: 1);
        if (!isEdited)
            return whole;
        long precision = Math.Max(1, traffic.Envelope[0].Rate.BitsPerSecond / 1_024);
        EnvelopePoint film = Search(traffic, rate => new(new(rate), Depth(index, traffic, new(rate))), precision);
        return film.Rate < whole.Rate ? Whole(film.Rate.BitsPerSecond) : whole;
    }

    private static EnvelopePoint Search(TrackTraffic traffic, Func<long, EnvelopePoint> at, long precision)
    {
        // Depth falls as the rate rises, so that one side of the answer is prompt and the other is not.
        long low = traffic.Envelope[0].Rate.BitsPerSecond - 1;
        long high = Math.Max(low + 1, RateFor(traffic.Envelope[0].Depth, Soon).BitsPerSecond);
        while (high - low > precision)
        {
            long middle = low + ((high - low) / 2);
            (low, high) = IsPrompt(at(middle)) ? (low, middle) : (middle, high);
        }

        return at(high);
    }

    /// <summary>The bucket for a rate where what lies before the film has its own time as well.</summary>
    private static ByteCount Depth(TrackIndex index, TrackTraffic traffic, BitRate rate)
    {
        DepthMeter meter = new(rate);
        MediaTime first = index.DecodeTime(0);
        for (int at = 0; at < index.Samples.Length; at++)
            meter.Add((index.DecodeTime(at) - first).Ticks, traffic.BytesBefore[at + 1] - traffic.BytesBefore[at]);
        return meter.Depth;
    }

    private static BitRate RateFor(ByteCount depth, TimeSpan time) =>
        new((long)((((Int128)depth.Bytes * 8 * TimeSpan.TicksPerSecond) + time.Ticks - 1) / time.Ticks));
}
