using Streaming.Qos.FlowSpecs;

namespace Streaming.Qos.Admission;

/// <summary>How far the links of a path are from an ideal wire of rate R: C (bytes, shrinking with R) and D (time, whatever R). RFC 2212
/// §4.</summary>
/// <param name="Packets">C in packets of the flow: one for each link, as a fair queue that sends whole packets has it.</param>
/// <param name="Fixed">D: of each link, the packet of another flow that it is just sending, and its own delay.</param>
internal readonly record struct DelayTerms(int Packets, TimeSpan Fixed)
{
    // The largest packet of another flow that may be on a link: that of an Ethernet.
    private static readonly ByteCount LargestOther = new(1_500);

    public DelayTerms Through(Link link)
    {
        Int128 bits = (Int128)LargestOther.Bytes * 8 * TimeSpan.TicksPerSecond;
        Int128 rate = Math.Max(link.Rate.BitsPerSecond, 1);
        return new(Packets + 1, Fixed + link.Delay + new TimeSpan((long)((bits + rate - 1) / rate)));
    }

    /// <summary>The bound on the end-to-end delay where <paramref name="reserved"/> (at least r) is kept free, rounded up.</summary>
    public TimeSpan Bound(TrafficSpec traffic, BitRate reserved)
    {
        Int128 rate = reserved.BitsPerSecond;
        Int128 ticks = DivideUp(Packet(traffic) * TimeSpan.TicksPerSecond, rate);
        if (reserved < traffic.Peak)
        {
            Int128 burst = Burst(traffic) * (traffic.Peak.BitsPerSecond - rate) * TimeSpan.TicksPerSecond;
            ticks += DivideUp(burst, rate * (traffic.Peak.BitsPerSecond - traffic.Rate.BitsPerSecond));
        }

        return Fixed + new TimeSpan((long)ticks);
    }

    /// <summary>The smallest rate, not below r, that keeps the delay: to the bit.</summary>
    /// <returns>False where no rate does: what is fixed alone takes longer.</returns>
    public bool TryFindRate(TrafficSpec traffic, TimeSpan delay, out BitRate reserved)
    {
        reserved = Link.LargestRate;
        if (delay <= Fixed || Bound(traffic, reserved) > delay)
            return false;

        // The bound never rises with R. What is found keeps the delay; no rate up to the one below it does.
        long below = traffic.Rate.BitsPerSecond - 1, keeps = reserved.BitsPerSecond;
        while (keeps - below > 1)
        {
            long middle = below + ((keeps - below) / 2);
            (below, keeps) = Bound(traffic, new(middle)) <= delay ? (below, middle) : (middle, keeps);
        }

        reserved = new(keeps);
        return true;
    }

    /// <summary>M + C, in bits.</summary>
    private Int128 Packet(TrafficSpec traffic) => (Int128)traffic.MaxPacket.Bytes * 8 * (Packets + 1);

    /// <summary>b - M, in bits.</summary>
    private static Int128 Burst(TrafficSpec traffic) => (traffic.Depth.Bytes - (Int128)traffic.MaxPacket.Bytes) * 8;

    private static Int128 DivideUp(Int128 value, Int128 by) => by == 0 ? 0 : (value + by - 1) / by;
}
