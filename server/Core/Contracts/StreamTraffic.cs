using System.Runtime.CompilerServices;
using Streaming.Formats.Media;
using Streaming.Formats.Rtp;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Sending;
using Streaming.Server.Traffic;

namespace Streaming.Server.Contracts;

/// <summary>What one stream asks of the network.</summary>
internal static class StreamTraffic
{
    /// <summary>IPv6 and UDP.</summary>
    public const int LowerHeaders = 48;

    /// <summary>All headers of a datagram that carries media, those of IPv6, UDP and RTP and, rounded up, of its payload format.</summary>
    private const int Headers = LowerHeaders + RtpHeader.Size + PayloadHeader;

    /// <summary>The longest that any payload format here puts in front of every packet (RFC 2435, 4396) is ten bytes.</summary>
    private const int PayloadHeader = 16;

    /// <summary>The smallest compound of a sender: a report and a name of one letter, with the headers below it.</summary>
    private const int SmallestReport = LowerHeaders + 40;

    /// <summary>The largest report with the longest name, every second: the shortest interval there is, randomised to its least, is 1.03 s.
    /// RFC 3550 §6.3.1.</summary>
    public static readonly TrafficSpec Reports = new(new(512 * 8), new(512), new(512 * 8), new(SmallestReport), new(512));

    private static readonly ConditionalWeakTable<TrackIndex, TrackTraffic> Unstored = [];

    /// <param name="buffer">The largest plan that is no longer is followed; zero: none.</param>
    public static TrafficSpec Of(TrackIndex index, TimeSpan buffer, int maxPacket) =>
        Asked(Known(index), Needed(index, buffer), maxPacket);

    /// <summary>The same without the pictures that no other needs; null where there are none.</summary>
    public static TrafficSpec? Thinned(TrackIndex index, TimeSpan buffer, int maxPacket) =>
        ThinnedTraffic.Of(index, Known(index), PlanFor(index, buffer), Needed(index, buffer)) is { } thinned
            ? Asked(Known(index), thinned, maxPacket)
            : null;

    public static SendingPlan? PlanFor(TrackIndex index, TimeSpan buffer) =>
        index.Traffic?.Plans.LastOrDefault(plan => plan.Buffer <= buffer);

    /// <summary>Counts every packet as one of <paramref name="unit"/> bytes at least.</summary>
    public static TrafficSpec Counted(TrafficSpec spec, ByteCount unit)
    {
        if (unit <= spec.MinUnit)
            return spec;
        TrafficSpec counted = Times(spec, unit.Bytes, Math.Max(1, spec.MinUnit.Bytes));
        return counted with { MinUnit = unit, MaxPacket = unit > spec.MaxPacket ? unit : spec.MaxPacket };
    }

    /// <summary>The same in another time: what arrives faster bursts as much, and earns its way as much faster. Whatever is below
    /// b + r·t is below b + r·s·t when it comes s times as fast.</summary>
    public static TrafficSpec AtSpeed(TrafficSpec spec, PlaySpeed speed) =>
        spec with { Rate = spec.Rate * speed, Peak = spec.HasPeak ? spec.Peak * speed : spec.Peak };

    /// <summary>A track that was made, not stored, is looked at here; its plans are nobody's.</summary>
    private static TrackTraffic Known(TrackIndex index) =>
        index.Traffic ?? Unstored.GetValue(index, one => TrafficAnalysis.Of(one) with { Plans = [] });

    private static EnvelopePoint Needed(TrackIndex index, TimeSpan buffer) =>
        PlanFor(index, buffer) is { } plan ? new(WithHeadroom(plan.Rate), plan.Depth) : PromptPoint.Of(index, Known(index));

    private static TrafficSpec Asked(TrackTraffic traffic, EnvelopePoint needed, int maxPacket)
    {
        // A film without a single sample asks for nothing, which no specification can say.
        BitRate rate = new(Math.Max(1, needed.Rate.BitsPerSecond));
        BitRate peak = traffic.PeakRate > rate ? traffic.PeakRate : rate;
        ByteCount largest = new(Math.Max(1, traffic.LargestPacket.Bytes));
        ByteCount depth = needed.Depth > largest ? needed.Depth : largest;
        return WithTime(Scaled(new(rate, depth, peak, new(Math.Max(1, traffic.SmallestPacket.Bytes)), largest), maxPacket), maxPacket);
    }

    /// <summary>Any packet may be the first of a PLAY, which carries the time of day, as far as the largest has room for it.</summary>
    private static TrafficSpec WithTime(TrafficSpec spec, int maxPacket)
    {
        ByteCount largest = new(Math.Min(spec.MaxPacket.Bytes + SyncExtension.Size, maxPacket + LowerHeaders));
        if (largest <= spec.MaxPacket)
            return spec;
        return spec with { MaxPacket = largest, Depth = spec.Depth > largest ? spec.Depth : largest };
    }

    /// <summary>A 64th more, so that what a halt of the process has held up can be caught up.</summary>
    private static BitRate WithHeadroom(BitRate rate) => new(Ceiling(rate.BitsPerSecond, 65, 64));

    /// <summary>
    /// The same in packets of another size. A packet cut smaller becomes its payload divided by the room in the new ones, at most twice as
    /// many where it held small units together that no longer fit: so many more headers, at most, in any interval.
    /// </summary>
    private static TrafficSpec Scaled(TrafficSpec spec, int maxPacket)
    {
        long largest = maxPacket + LowerHeaders;
        if (largest >= spec.MaxPacket.Bytes && spec.MaxPacket.Bytes < TrafficAnalysis.MaxPacket + LowerHeaders)
            return spec;

        // The last of several packets may hold a single byte. Larger ones are fewer, and their headers too.
        TrafficSpec other = spec with
        {
            Depth = new(Math.Max(largest, spec.Depth.Bytes)),
            MinUnit = new(Math.Min(spec.MinUnit.Bytes, LowerHeaders + RtpHeader.Size + 1)),
            MaxPacket = new(largest),
        };
        if (largest >= spec.MaxPacket.Bytes)
            return largest == spec.MaxPacket.Bytes ? spec : other;
        long room = Math.Max(1, largest - Headers);
        return Times(other, room + (2 * Headers), room);
    }

    private static TrafficSpec Times(TrafficSpec spec, long part, long whole) => spec with
    {
        Rate = new(Ceiling(spec.Rate.BitsPerSecond, part, whole)),
        Depth = new(Ceiling(spec.Depth.Bytes, part, whole)),
        Peak = new(Ceiling(spec.Peak.BitsPerSecond, part, whole)),
    };

    private static long Ceiling(long value, long part, long whole) => checked((long)((((Int128)value * part) + whole - 1) / whole));
}
