using Streaming.Qos.FlowSpecs;

namespace Streaming.Qos.Tests.Shaping;

/// <summary>Looks at every interval there is between two departures, and knows nothing of buckets.</summary>
internal static class IntervalChecker
{
    /// <summary>The first interval with more in it than its length allows; null where there is none.</summary>
    public static string? FirstViolation(IReadOnlyList<(Instant At, long Bytes)> departures, TrafficSpec traffic)
    {
        for (int first = 0; first < departures.Count; first++)
        {
            Int128 sum = 0;
            for (int last = first; last < departures.Count; last++)
            {
                // Both ends belong to it. A bit for eight ticks of 100 ns at 1 Gb/s: everything is compared in bits times ticks.
                sum += departures[last].Bytes * (Int128)(8 * TimeSpan.TicksPerSecond);
                Int128 ticks = departures[last].At.Ticks - departures[first].At.Ticks;
                if (sum > Allowed(traffic.Depth, traffic.Rate, ticks) || sum > Allowed(traffic.MaxPacket, traffic.Peak, ticks))
                    return $"packets {first} to {last}: too much within {ticks} ticks";
            }
        }

        return null;
    }

    private static Int128 Allowed(ByteCount burst, BitRate rate, Int128 ticks) =>
        (burst.Bytes * (Int128)(8 * TimeSpan.TicksPerSecond)) + (rate.BitsPerSecond * ticks);
}
