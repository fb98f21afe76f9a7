using System.Runtime.CompilerServices;

namespace Streaming.Formats.Media;

/// <summary>What must hold of what an index says of traffic, so that whoever reserves and sends by it need not look again.</summary>
internal static class TrafficRules
{
    /// <summary>A petabyte a second times eight: sums of rates of ten thousand sessions stay far below 2⁶³.</summary>
    private const long MostRate = 8_000_000_000_000;

    /// <summary>The longest receiver's buffer that anybody plans for.</summary>
    private static readonly TimeSpan LongestBuffer = TimeSpan.FromHours(1);

    /// <summary>The part that breaks a rule, by the section it lies in; null where none does.</summary>
    /// <param name="bytes">Those of <see cref="TrackTraffic.BytesBefore"/>.</param>
    public static SectionKind? Broken(TrackIndex track, TrackTraffic traffic, ReadOnlySpan<ByteCount> bytes)
    {
        if (!IsRate(traffic.PeakRate) || traffic.SmallestPacket < ByteCount.Zero || traffic.LargestPacket < traffic.SmallestPacket)
            return SectionKind.Traffic;
        if (!IsEnvelope(traffic.Envelope))
            return SectionKind.Envelope;
        if (bytes.Length != (traffic.Plans.Count == 0 ? 0 : track.Samples.Length + 1) || !IsRising(bytes))
            return SectionKind.Bytes;
        TimeSpan before = TimeSpan.Zero;
        foreach (SendingPlan plan in traffic.Plans)
        {
            if (plan.Buffer <= before || plan.Buffer > LongestBuffer || !IsRate(plan.Rate)
                || plan.Depth < ByteCount.Zero || plan.Memory < ByteCount.Zero)
                return SectionKind.Plans;
            if (!IsPlan(plan.Vertices, track.Samples.Length))
                return SectionKind.Vertices;
            before = plan.Buffer;
        }

        return null;
    }

    private static bool IsRate(BitRate rate) => rate.BitsPerSecond is >= 0 and <= MostRate;

    private static bool IsEnvelope(IReadOnlyList<EnvelopePoint> envelope)
    {
        for (int i = 0; i < envelope.Count; i++)
        {
            if (!IsRate(envelope[i].Rate) || envelope[i].Depth < ByteCount.Zero)
                return false;
            if (i > 0 && (envelope[i].Rate <= envelope[i - 1].Rate || envelope[i].Depth > envelope[i - 1].Depth))
                return false;
        }

        return envelope.Count > 0;
    }

    /// <summary>From zero on, and never falling.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool IsRising(ReadOnlySpan<ByteCount> bytes)
    {
        if (bytes.Length > 0 && bytes[0].Bytes != 0)
            return false;
        for (int i = 1; i < bytes.Length; i++)
        {
            if (bytes[i].Bytes < bytes[i - 1].Bytes)
                return false;
        }

        return true;
    }

    /// <summary>From the first sample to behind the last, and time passes between any two vertices.</summary>
    private static bool IsPlan(IReadOnlyList<PlanVertex> vertices, int samples)
    {
        if (vertices.Count < 2 || vertices[0].Sample != 0 || vertices[^1].Sample != samples)
            return false;
        if (vertices[0].Ticks < 0 || vertices[^1].Ticks > (SampleRules.MaxTime + LongestBuffer).Ticks)
            return false;
        for (int i = 1; i < vertices.Count; i++)
        {
            if (vertices[i].Sample < vertices[i - 1].Sample || vertices[i].Ticks <= vertices[i - 1].Ticks)
                return false;
        }

        return true;
    }
}
