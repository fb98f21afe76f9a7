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
    public const int Headers = LowerHeaders + RtpHeader.Size + PayloadHeader;

    /// <summary>The longest that any payload format here puts in front of every packet (RFC 2435, 4396) is ten bytes.</summary>
    private const int PayloadHeader = 16;

    /// <summary>The smallest compound of a sender: a report and a name of one letter, with the headers below it.</summary>
    private const int SmallestReport = LowerHeaders + 40;

    /// <summary>The largest report with the longest name, every second: the shortest interval there is, randomised to its least, is 1.03 s.
    /// RFC 3550 §6.3.1.</summary>
    public static readonly TrafficSpec Reports = new(new(512 * 8), new(512), new(512 * 8), new(SmallestReport), new(512));

    private static readonly ConditionalWeakTable<TrackIndex, TrackTraffic> Unstored = [];

    /// <param name="buffer">The largest plan that is no longer is followed; zero: none.</param>
    /// <param name="layout">Of the parity that is sent along.</param>
    public static TrafficSpec Of(TrackIndex index, TimeSpan buffer, int maxPacket, ParityLayout layout = default)
    {
        SentForm form = new(index, Known(index), PlanFor(index, buffer), IsThinned: false, maxPacket);
        return Asked(form, Needed(form), layout);
    }

    /// <summary>What its parity asks for beyond that.</summary>
    public static TrafficSpec Parity(TrackIndex index, TimeSpan buffer, int maxPacket, ParityLayout layout)
    {
        SentForm form = new(index, Known(index), PlanFor(index, buffer), IsThinned: false, maxPacket);
        return ParityTraffic.Of(form, Asked(form, Needed(form), ParityLayout.None), layout);
    }

    /// <summary>The same without the pictures that no other needs; null where there are none.</summary>
    public static TrafficSpec? Thinned(TrackIndex index, TimeSpan buffer, int maxPacket, ParityLayout layout = default)
    {
        SentForm form = new(index, Known(index), PlanFor(index, buffer), IsThinned: true, maxPacket);
        return ThinnedTraffic.Of(form, Needed(form)) is { } thinned ? Asked(form, thinned, layout) : null;
    }

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

    /// <summary>A 64th more, so that what a halt of the process has held up can be caught up.</summary>
    public static BitRate WithHeadroom(BitRate rate) => new(Ceiling(rate.BitsPerSecond, 65, 64));

    private static EnvelopePoint Needed(SentForm form) => form.Plan is { } plan
        ? new(WithHeadroom(plan.Rate), plan.Depth)
        : PromptPoint.Of(form.Index, form.Traffic);

    private static TrafficSpec Asked(SentForm form, EnvelopePoint needed, ParityLayout layout)
    {
        TrafficSpec media = WithTime(Cut(Stored(form.Traffic, needed), form), form.MaxPacket);
        return layout.IsNone ? media : media + ParityTraffic.Of(form, media, layout);
    }

    /// <summary>In packets of the size that tracks are analysed with.</summary>
    private static TrafficSpec Stored(TrackTraffic traffic, EnvelopePoint needed)
    {
        // A film without a single sample asks for nothing, which no specification can say.
        BitRate rate = new(Math.Max(1, needed.Rate.BitsPerSecond));
        BitRate peak = traffic.PeakRate > rate ? traffic.PeakRate : rate;
        ByteCount largest = new(Math.Max(1, traffic.LargestPacket.Bytes));
        ByteCount depth = needed.Depth > largest ? needed.Depth : largest;
        return new(rate, depth, peak, new(Math.Max(1, traffic.SmallestPacket.Bytes)), largest);
    }

    /// <summary>Any packet may be the first of a PLAY, which carries the time of day, as far as the largest has room for it.</summary>
    private static TrafficSpec WithTime(TrafficSpec spec, int maxPacket)
    {
        ByteCount largest = new(Math.Min(spec.MaxPacket.Bytes + SyncExtension.Size, maxPacket + LowerHeaders));
        if (largest <= spec.MaxPacket)
            return spec;
        return spec with { MaxPacket = largest, Depth = spec.Depth > largest ? spec.Depth : largest };
    }

    /// <summary>The same in packets of another size: smaller ones have more headers, larger ones are fewer.</summary>
    private static TrafficSpec Cut(TrafficSpec spec, SentForm form)
    {
        long largest = form.MaxPacket + LowerHeaders;
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
        TrafficSpec headers = HeaderTraffic.Of(form);
        return other with
        {
            Rate = other.Rate + headers.Rate,
            Depth = other.Depth + headers.Depth,
            Peak = other.Peak + headers.Peak,
        };
    }

    private static TrafficSpec Times(TrafficSpec spec, long part, long whole) => spec with
    {
        Rate = new(Ceiling(spec.Rate.BitsPerSecond, part, whole)),
        Depth = new(Ceiling(spec.Depth.Bytes, part, whole)),
        Peak = new(Ceiling(spec.Peak.BitsPerSecond, part, whole)),
    };

    private static long Ceiling(long value, long part, long whole) => checked((long)((((Int128)value * part) + whole - 1) / whole));
}
