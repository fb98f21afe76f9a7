namespace Streaming.EndToEnd.Tests.Contracts;

/// <summary>Looks at every interval of a trace, as the definition of a token bucket has it, and shares no code with what is
/// checked.</summary>
internal static class IntervalCheck
{
    /// <summary>The smallest b, in bytes, for which no interval t between two packets, both counted, holds more than r·t + b.</summary>
    /// <param name="packets">In the order they were seen.</param>
    /// <param name="rate">r, in bits per second.</param>
    public static long NeededDepth(IReadOnlyList<(long Nanoseconds, int Bytes)> packets, long rate)
    {
        Int128 most = 0;
        for (int first = 0; first < packets.Count; first++)
        {
            Int128 bits = 0;
            for (int last = first; last < packets.Count; last++)
            {
                bits += packets[last].Bytes * 8;
                Int128 time = packets[last].Nanoseconds - packets[first].Nanoseconds;
                most = Int128.Max(most, (bits * 1_000_000_000) - (rate * time));
            }
        }

        // In bits and nanoseconds nothing was rounded; a part of a byte needs a whole one.
        return (long)((most + 7_999_999_999) / 8_000_000_000);
    }
}
