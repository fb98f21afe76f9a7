using Streaming.Formats.Media;
using Streaming.Formats.Rtp;
using Streaming.Qos.FlowSpecs;

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

    /// <summary>What is sent at its own time is seen this much later at most: about what a picture of the slowest film takes.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(250);

    /// <summary>The largest report with the longest name, every second: the shortest interval there is, randomised to its least, is 1.03 s.
    /// RFC 3550 §6.3.1.</summary>
    public static readonly TrafficSpec Reports = new(new(512 * 8), new(512), new(512 * 8), new(SmallestReport), new(512));

    /// <param name="buffer">The largest plan that is no longer is followed; zero: none.</param>
    public static TrafficSpec Of(TrackIndex index, TimeSpan buffer, int maxPacket) => index.Traffic is { } traffic
        ? Asked(traffic, Needed(index, traffic, buffer), maxPacket)
        : Scaled(Guess(index), maxPacket);

    /// <summary>The same without the pictures that no other needs; null where there are none.</summary>
    public static TrafficSpec? Thinned(TrackIndex index, TimeSpan buffer, int maxPacket) =>
        index.Traffic is { } traffic && ThinnedTraffic.Of(index, buffer, Needed(index, traffic, buffer)) is { } thinned
            ? Asked(traffic, thinned, maxPacket)
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

    private static EnvelopePoint Needed(TrackIndex index, TrackTraffic traffic, TimeSpan buffer) =>
        PlanFor(index, buffer) is { } plan ? new(WithHeadroom(plan.Rate), plan.Depth) : Prompt(traffic.Envelope);

    private static TrafficSpec Asked(TrackTraffic traffic, EnvelopePoint needed, int maxPacket)
    {
        BitRate peak = traffic.PeakRate > needed.Rate ? traffic.PeakRate : needed.Rate;
        ByteCount depth = needed.Depth > traffic.LargestPacket ? needed.Depth : traffic.LargestPacket;
        return Scaled(new(needed.Rate, depth, peak, traffic.SmallestPacket, traffic.LargestPacket), maxPacket);
    }

    /// <summary>A 64th more, so that what a halt of the process has held up can be caught up.</summary>
    private static BitRate WithHeadroom(BitRate rate) => new(Ceiling(rate.BitsPerSecond, 65, 64));

    /// <summary>The smallest rate of the envelope at which the bucket is empty again within <see cref="Soon"/>.</summary>
    private static EnvelopePoint Prompt(IReadOnlyList<EnvelopePoint> envelope)
    {
        EnvelopePoint before = envelope[0];
        if (IsPrompt(before))
            return before;
        foreach (EnvelopePoint corner in envelope.Skip(1))
        {
            if (IsPrompt(corner))
                return Between(before, corner);
            before = corner;
        }

        // To the right of the last corner the largest burst is left, whatever the rate.
        return before with { Rate = RateFor(before.Depth) };
    }

    /// <summary>Where the straight line between two corners, the first of them too slow, is prompt: found exactly, and rounded up.</summary>
    private static EnvelopePoint Between(EnvelopePoint slow, EnvelopePoint prompt)
    {
        (long low, long high) = (slow.Rate.BitsPerSecond, prompt.Rate.BitsPerSecond);
        while (high - low > 1)
        {
            long middle = low + ((high - low) / 2);
            if (IsPrompt(At(middle)))
                high = middle;
            else
                low = middle;
        }

        return At(high);

        EnvelopePoint At(long rate) => new(new(rate), prompt.Depth + new ByteCount(Ceiling(
            (slow.Depth - prompt.Depth).Bytes,
            prompt.Rate.BitsPerSecond - rate,
            prompt.Rate.BitsPerSecond - slow.Rate.BitsPerSecond)));
    }

    /// <summary>Whether a bucket as deep as this empties soon enough.</summary>
    public static bool IsPrompt(EnvelopePoint point) => RateFor(point.Depth) <= point.Rate;

    private static BitRate RateFor(ByteCount depth) => new(Ceiling(depth.Bytes * 8, TimeSpan.TicksPerSecond, Soon.Ticks));

    /// <summary>
    /// The same in packets of another size. A packet cut smaller becomes its payload divided by the room in the new ones, at most twice as
    /// many where it held small units together that no longer fit: so many more headers, at most, in any interval.
    /// </summary>
    private static TrafficSpec Scaled(TrafficSpec spec, int maxPacket)
    {
        long largest = maxPacket + LowerHeaders;
        if (largest >= spec.MaxPacket.Bytes)
            return spec;
        long room = Math.Max(1, largest - Headers);
        return Times(spec, room + (2 * Headers), room) with
        {
            MinUnit = new(Math.Min(spec.MinUnit.Bytes, LowerHeaders + RtpHeader.Size + 1)),
            MaxPacket = new(largest),
        };
    }

    /// <summary>For a track of which only the busiest second is known: twice that for headers, and all of a second at once.</summary>
    private static TrafficSpec Guess(TrackIndex index)
    {
        BitRate peak = index.Track.PeakRate > index.Track.MeanRate ? index.Track.PeakRate : index.Track.MeanRate;
        BitRate rate = new(Math.Max(8_000, peak.BitsPerSecond * 2));
        ByteCount depth = new(Math.Max(1_448, (rate * TimeSpan.FromSeconds(1)).Bytes));
        return new(rate, depth, new(rate.BitsPerSecond * 4), new(LowerHeaders + RtpHeader.Size + 1), new(1_448));
    }

    private static TrafficSpec Times(TrafficSpec spec, long part, long whole) => spec with
    {
        Rate = new(Ceiling(spec.Rate.BitsPerSecond, part, whole)),
        Depth = new(Ceiling(spec.Depth.Bytes, part, whole)),
        Peak = new(Ceiling(spec.Peak.BitsPerSecond, part, whole)),
    };

    private static long Ceiling(long value, long part, long whole) => checked((long)((((Int128)value * part) + whole - 1) / whole));
}
