namespace Streaming.Qos.Monitoring;

/// <summary>Turns the running totals of one stream's report blocks into what happened since the block before. RFC 3550 §6.4.1.</summary>
/// <param name="first">The sequence number of the first packet sent: a receiver counts from there.</param>
/// <remarks>Not what the fraction lost says: of a report that was lost itself, the totals know.</remarks>
public struct ReceptionLedger(ushort first)
{
    // One before the first packet, in the receiver's first cycle.
    private uint _highest = unchecked((uint)first - 1);
    private int _lost;
    private bool _hasBegun;

    /// <summary>A block came.</summary>
    /// <param name="highest">Extended highest sequence number received.</param>
    /// <param name="cumulativeLost">May fall: latecomers and duplicates.</param>
    /// <returns>Expected and lost since the last one; zeros for one that is older or says nothing new.</returns>
    public (long Expected, long Lost) Advance(uint highest, int cumulativeLost)
    {
        int expected = unchecked((int)(highest - _highest));

        // Who missed the last packets before the number wrapped counts that as its first cycle.
        if (!_hasBegun && expected <= 0)
            expected += 1 << 16;
        if (expected <= 0)
            return (0, 0);
        long lost = (long)cumulativeLost - _lost;
        (_highest, _lost, _hasBegun) = (highest, cumulativeLost, true);
        return (expected, Math.Min(lost, expected));
    }
}
