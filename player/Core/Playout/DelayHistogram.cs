namespace Streaming.Player.Playout;

/// <summary>How often packets were how much later than the earliest: a distribution that forgets.</summary>
/// <remarks>Classes of one millisecond up to four seconds, 33 kB. What is later counts as four seconds: it is a stall, not
/// jitter.</remarks>
internal sealed class DelayHistogram
{
    private const int Classes = 4_096;

    private readonly double[] _weights = new double[Classes];

    /// <summary>No class above this one is in use.</summary>
    private int _highest;

    /// <summary>Packets that are remembered, the older ones in part.</summary>
    public double Weight { get; private set; }

    public void Add(TimeSpan delay)
    {
        int place = (int)Math.Clamp(delay.Ticks / TimeSpan.TicksPerMillisecond, 0, Classes - 1);
        _weights[place]++;
        _highest = Math.Max(_highest, place);
        Weight++;
    }

    /// <summary>Every packet so far counts only <paramref name="share"/> of what it did.</summary>
    public void Fade(double share)
    {
        Weight = 0;
        int highest = 0;
        for (int i = 0; i <= _highest; i++)
        {
            _weights[i] *= share;

            // Less than a hundredth of a packet is forgotten.
            if (_weights[i] < 0.01)
                _weights[i] = 0;
            else
                highest = i;
            Weight += _weights[i];
        }

        _highest = highest;
    }

    /// <summary>All delays are measured against something that is earlier, or later, by this much.</summary>
    public void Shift(int milliseconds)
    {
        if (milliseconds == 0)
            return;
        int highest = 0;

        // Each class goes where nothing is read from any more: from the end to which all of them move.
        for (int i = 0; i <= _highest; i++)
        {
            int from = milliseconds > 0 ? _highest - i : i, to = Math.Clamp(from + milliseconds, 0, Classes - 1);
            double moved = _weights[from];
            _weights[from] = 0;
            _weights[to] += moved;
            if (moved > 0)
                highest = Math.Max(highest, to);
        }

        _highest = highest;
    }

    /// <summary>The delay that only <paramref name="share"/> of the packets exceed: the upper end of its class; zero of nothing.</summary>
    public TimeSpan ExceededBy(double share)
    {
        double above = 0, most = Weight * share;
        for (int i = _highest; i >= 0; i--)
        {
            above += _weights[i];
            if (above > most && _weights[i] > 0)
                return TimeSpan.FromMilliseconds(i + 1);
        }

        return TimeSpan.Zero;
    }
}
