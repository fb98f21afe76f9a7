using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Streaming.Formats.Media;
using Streaming.Qos.Envelopes;

namespace Streaming.Server.Contracts;

/// <summary>What a film asks of the network without the pictures that no other needs; those that are left keep their times.</summary>
/// <remarks>Computed from the index once for each of its sending plans, some milliseconds for two hours, and remembered as long as the index
/// is.</remarks>
internal static class ThinnedTraffic
{
    /// <summary>Rates tried, evenly spaced: what is left out need not be spread evenly over the film.</summary>
    private const int Rates = 8;

    /// <summary>IPv6, UDP, RTP and the two bytes of a fragment.</summary>
    private const int Headers = StreamTraffic.LowerHeaders + 14;

    private static readonly ConditionalWeakTable<TrackIndex, ConcurrentDictionary<TimeSpan, EnvelopePoint?>> Known = [];

    /// <param name="whole">What all of its pictures ask, following the same plan.</param>
    /// <returns>Null where it has no pictures that could be left out.</returns>
    public static EnvelopePoint? Of(TrackIndex index, TimeSpan buffer, EnvelopePoint whole)
    {
        SendingPlan? plan = StreamTraffic.PlanFor(index, buffer);
        return Known.GetOrCreateValue(index).GetOrAdd(plan?.Buffer ?? TimeSpan.Zero, _ => Compute(index, plan, whole));
    }

    private static EnvelopePoint? Compute(TrackIndex index, SendingPlan? plan, EnvelopePoint whole)
    {
        (long kept, long all) = Weigh(index);
        if (kept == all)
            return null;
        long least = (long)((Int128)whole.Rate.BitsPerSecond * kept / all);
        BitRate[] rates = [.. Enumerable.Range(0, Rates).Select(i => new BitRate(least + ((whole.Rate.BitsPerSecond - least) * i / Rates)))];
        DepthMeter[] meters = [.. rates.Select(rate => new DepthMeter(rate))];
        Fill(index, plan, meters);
        for (int i = 0; i < Rates; i++)
        {
            EnvelopePoint point = new(rates[i], meters[i].Depth);
            if (StreamTraffic.IsPrompt(point))
                return point;
        }

        // A subset of a flow never needs more than the flow.
        return whole;
    }

    /// <summary>Bytes of what is kept, and of all.</summary>
    private static (long Kept, long All) Weigh(TrackIndex index)
    {
        long kept = 0, all = 0;
        foreach (MediaSample sample in index.Samples)
        {
            all += Wire(in sample);
            kept += IsKept(in sample) ? Wire(in sample) : 0;
        }

        return (kept, all);
    }

    private static void Fill(TrackIndex index, SendingPlan? plan, DepthMeter[] meters)
    {
        PlanReader times = new(index, plan);
        foreach (MediaSample sample in index.Samples)
        {
            long ticks = times.Next(Wire(in sample));
            if (!IsKept(in sample))
                continue;
            foreach (ref DepthMeter meter in meters.AsSpan())
                meter.Add(ticks, new(Wire(in sample)));
        }
    }

    private static bool IsKept(in MediaSample sample) => (sample.Flags & SampleFlags.Disposable) == 0;

    /// <summary>Its bytes in datagrams of the usual size.</summary>
    private static long Wire(in MediaSample sample) => sample.Size + (((sample.Size / 1_386) + 1) * Headers);

    /// <summary>When each sample begins to leave, one after the other.</summary>
    private ref struct PlanReader(TrackIndex index, SendingPlan? plan)
    {
        private readonly ReadOnlySpan<MediaSample> _samples = index.Samples;
        private int _at;
        private int _piece = -1;
        private long _bytes;
        private long _pieceBytes;

        public long Next(long bytes)
        {
            int at = _at++;
            if (plan is null)
                return index.DecodeTime(at).Ticks;
            if (_piece < 0 || (_piece + 2 < plan.Vertices.Count && at >= plan.Vertices[_piece + 1].Sample))
                Begin(at);
            (PlanVertex from, PlanVertex to) = (plan.Vertices[_piece], plan.Vertices[_piece + 1]);
            long ticks = from.Ticks + (long)((Int128)(to.Ticks - from.Ticks) * _bytes / Math.Max(1, _pieceBytes));
            _bytes += bytes;
            return ticks;
        }

        private void Begin(int at)
        {
            _piece++;
            while (_piece + 2 < plan!.Vertices.Count && at >= plan.Vertices[_piece + 1].Sample)
                _piece++;
            (_bytes, _pieceBytes) = (0, 0);
            for (int i = at; i < Math.Min(_samples.Length, plan.Vertices[_piece + 1].Sample); i++)
                _pieceBytes += Wire(in _samples[i]);
        }
    }
}
