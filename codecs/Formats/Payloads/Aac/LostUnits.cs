namespace Streaming.Formats.Payloads.Aac;

/// <summary>Access units that lay in packets which were lost: nobody need wait for them.</summary>
/// <remarks>
/// What a lost packet held is not written anywhere, but patterns are regular: its first unit is the earliest that was missing when it was
/// sent (so RFC 3640 §3.2.3.2 has its timestamp rise from packet to packet), and the others follow at the distance they have in its
/// neighbours.
/// </remarks>
/// <param name="duration">Of a unit, in clock units.</param>
internal sealed class LostUnits(long duration)
{
    /// <summary>Units looked at behind one loss, 5 s of them, and lost ones remembered: behind a longer one, what comes waits for its
    /// successors as if nothing were known.</summary>
    private const int Most = 256;

    private readonly List<long> _times = [];

    /// <summary>Packets in front of one were lost.</summary>
    /// <param name="from">The first unit that is missing.</param>
    /// <param name="to">The first unit of the packet behind the loss.</param>
    /// <param name="stride">From unit to unit of a packet, in clock units.</param>
    /// <param name="count">Units of a packet.</param>
    /// <param name="held">What has come; no unit later than its last is of interest yet.</param>
    public void Infer(long from, long to, long stride, int count, UnitStore held)
    {
        if (to - from > Most * duration || held.Count == 0)
            return;
        for (long first = from; first < to - (duration / 2); first += duration)
        {
            if (held.Contains(first) || Contains(first))
                continue;
            for (int unit = 1; unit < count && first + (unit * stride) < held.Last && _times.Count < Most; unit++)
                _times.Add(first + (unit * stride));
        }
    }

    /// <summary>Whether all units from one time up to another are known to be lost.</summary>
    public bool AreAll(long from, long to)
    {
        long time = from;
        while (time < to - (duration / 2) && Contains(time))
            time += duration;
        return time >= to - (duration / 2);
    }

    public void ForgetThrough(long time)
    {
        for (int i = _times.Count - 1; i >= 0; i--)
        {
            if (_times[i] <= time)
                _times.RemoveAt(i);
        }
    }

    public void Clear() => _times.Clear();

    private bool Contains(long time)
    {
        foreach (long lost in _times)
        {
            if (Math.Abs(lost - time) <= duration / 2)
                return true;
        }

        return false;
    }
}
