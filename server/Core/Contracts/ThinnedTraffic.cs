using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Streaming.Formats.Media;
using Streaming.Qos.Envelopes;
using Streaming.Server.Traffic;

namespace Streaming.Server.Contracts;

/// <summary>What a film asks of the network without the pictures that no other needs; those that are left keep their times.</summary>
/// <remarks>Computed once for each of its sending plans, some milliseconds for two hours, and remembered as long as the index is.</remarks>
internal static class ThinnedTraffic
{
    /// <summary>Rates tried, evenly spaced: what is left out need not be spread evenly over the film.</summary>
    private const int Rates = 8;

    /// <summary>Three packets of the usual size.</summary>
    private const long Train = 3 * (TrafficAnalysis.MaxPacket + StreamTraffic.LowerHeaders);

    private static readonly ConditionalWeakTable<TrackTraffic, ConcurrentDictionary<TimeSpan, EnvelopePoint?>> Known = [];

    /// <param name="form">Thinned.</param>
    /// <param name="whole">What all of its pictures ask.</param>
    /// <returns>Null where it has no pictures that could be left out.</returns>
    public static EnvelopePoint? Of(SentForm form, EnvelopePoint whole) =>
        Known.GetOrCreateValue(form.Traffic).GetOrAdd(form.Key.Buffer, _ => Compute(form, whole));

    private static EnvelopePoint? Compute(SentForm form, EnvelopePoint whole)
    {
        PlannedSample[] samples = [.. form.Samples()];
        long kept = samples.Sum(sample => Bytes(form.Traffic, sample.At).Bytes);
        long all = form.Traffic.BytesBefore.Count > 0 ? form.Traffic.BytesBefore[^1].Bytes : 0;
        if (kept == all)
            return null;
        long least = (long)((Int128)whole.Rate.BitsPerSecond * kept / all);
        long rest = whole.Rate.BitsPerSecond - least;
        BitRate[] rates = [.. Enumerable.Range(0, Rates).Select(i => new BitRate(least + (rest * i / Rates)))];
        DepthMeter[] meters = [.. rates.Select(rate => new DepthMeter(rate))];
        foreach (PlannedSample sample in samples)
            Fill(sample, Bytes(form.Traffic, sample.At).Bytes, meters);
        for (int i = 0; i < Rates; i++)
        {
            // Trains of small packets end elsewhere than those of full ones: by less than a train.
            EnvelopePoint point = new(rates[i], meters[i].Depth + new ByteCount(Train));
            if (PromptPoint.IsPrompt(point))
                return point;
        }

        // A subset of a flow never needs more than the flow.
        return whole;
    }

    /// <summary>Measures at each rate the bucket that what is kept conforms to: by plan in trains spread over each picture's stretch of it,
    /// otherwise all of a picture at once.</summary>
    private static void Fill(PlannedSample sample, long bytes, DepthMeter[] meters)
    {
        long length = sample.End - sample.Start;
        for (long sent = 0; sent < bytes; sent += length == 0 ? bytes : Train)
        {
            ByteCount train = new(length == 0 ? bytes : Math.Min(Train, bytes - sent));
            foreach (ref DepthMeter meter in meters.AsSpan())
                meter.Add(sample.Start + (length * sent / bytes), train);
        }
    }

    private static ByteCount Bytes(TrackTraffic traffic, int at) =>
        traffic.BytesBefore.Count > 0 ? traffic.BytesBefore[at + 1] - traffic.BytesBefore[at] : ByteCount.Zero;
}
