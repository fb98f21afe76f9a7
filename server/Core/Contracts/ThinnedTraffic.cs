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

    /// <param name="plan">Null: each picture within its own duration.</param>
    /// <param name="whole">What all of its pictures ask.</param>
    /// <returns>Null where it has no pictures that could be left out.</returns>
    public static EnvelopePoint? Of(TrackIndex index, TrackTraffic traffic, SendingPlan? plan, EnvelopePoint whole) =>
        Known.GetOrCreateValue(traffic).GetOrAdd(plan?.Buffer ?? TimeSpan.Zero, _ => Compute(index, traffic, plan, whole));

    private static EnvelopePoint? Compute(TrackIndex index, TrackTraffic traffic, SendingPlan? plan, EnvelopePoint whole)
    {
        (long kept, long all) = Weigh(index, traffic);
        if (kept == all)
            return null;
        long least = (long)((Int128)whole.Rate.BitsPerSecond * kept / all);
        long rest = whole.Rate.BitsPerSecond - least;
        BitRate[] rates = [.. Enumerable.Range(0, Rates).Select(i => new BitRate(least + (rest * i / Rates)))];
        DepthMeter[] meters = [.. rates.Select(rate => new DepthMeter(rate))];
        Fill(index, traffic, plan, meters);
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

    /// <summary>Bytes of what is kept, and of all.</summary>
    private static (long Kept, long All) Weigh(TrackIndex index, TrackTraffic traffic)
    {
        long kept = 0;
        for (int at = 0; at < index.Samples.Length; at++)
            kept += IsKept(index, at) ? Bytes(traffic, at).Bytes : 0;
        return (kept, traffic.BytesBefore.Count > 0 ? traffic.BytesBefore[^1].Bytes : 0);
    }

    /// <summary>Measures at each rate the bucket that what is kept conforms to: by plan in trains spread over each picture's stretch of it,
    /// otherwise all of a picture at once.</summary>
    private static void Fill(TrackIndex index, TrackTraffic traffic, SendingPlan? plan, DepthMeter[] meters)
    {
        PlanSchedule schedule = plan is null ? default : new(traffic, plan);
        for (int at = 0; at < index.Samples.Length; at++)
        {
            if (!IsKept(index, at))
                continue;
            long bytes = Bytes(traffic, at).Bytes;
            long start = plan is null ? Math.Max(0, index.DecodeTime(at).Ticks) : schedule.Start(at).Ticks;
            long length = plan is null ? 0 : schedule.End(at).Ticks - start;
            for (long sent = 0; sent < bytes; sent += length == 0 ? bytes : Train)
            {
                ByteCount train = new(length == 0 ? bytes : Math.Min(Train, bytes - sent));
                foreach (ref DepthMeter meter in meters.AsSpan())
                    meter.Add(start + (length * sent / bytes), train);
            }
        }
    }

    private static bool IsKept(TrackIndex index, int at) => (index.Samples[at].Flags & SampleFlags.Disposable) == 0;

    private static ByteCount Bytes(TrackTraffic traffic, int at) =>
        traffic.BytesBefore.Count > 0 ? traffic.BytesBefore[at + 1] - traffic.BytesBefore[at] : ByteCount.Zero;
}
