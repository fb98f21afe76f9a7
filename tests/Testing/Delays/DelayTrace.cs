namespace Streaming.Testing.Delays;

/// <summary>What a network did to a stream of packets: recorded, or generated from a seed.</summary>
/// <param name="Packets">In the order of their arrival.</param>
/// <param name="SkewPpm">How much faster than the receiver's the sender's clock runs.</param>
public sealed record DelayTrace(string Name, IReadOnlyList<TracedPacket> Packets, double SkewPpm)
{
    public static readonly Instant Origin = Instant.FromSeconds(100);

    /// <summary>How long a packet was under way, but for a constant, by a clock that never drifts.</summary>
    public TimeSpan DelayOf(TracedPacket packet) => packet.Arrival - SentAt(packet.Position);

    /// <summary>When what is at a position leaves, by the receiver's clock.</summary>
    public Instant SentAt(TimeSpan position) => Origin + (position / (1 + (SkewPpm / 1e6)));

    /// <summary>All delays against the smallest, the smallest first.</summary>
    public TimeSpan[] SortedDelays()
    {
        TimeSpan[] delays = [.. Packets.Select(DelayOf).Order()];
        TimeSpan least = delays[0];
        return [.. delays.Select(delay => delay - least)];
    }

    /// <summary>The share of packets that come too late for whoever waits a fixed time beyond the smallest delay: what no choice made
    /// beforehand does better.</summary>
    public static double LateAt(TimeSpan[] sorted, TimeSpan wait)
    {
        int place = Array.BinarySearch(sorted, wait);
        int first = place >= 0 ? place + 1 : ~place;
        return (sorted.Length - first) / (double)sorted.Length;
    }
}
