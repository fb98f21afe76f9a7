namespace Streaming.Qos.Protection;

/// <summary>What became of the packets of one stream lately, in the order they were sent: all older than half a minute is
/// forgotten.</summary>
/// <remarks>A window rather than a fading memory: a fit of it says nothing of what was before, so that a network that has healed is
/// taken for healed at a known time.</remarks>
public sealed class LossHistory
{
    /// <summary>What is forgotten at once.</summary>
    private static readonly TimeSpan Grain = TimeSpan.FromMilliseconds(250);

    /// <summary>25 s in 100 grains of 40 B: 4 kB a stream.</summary>
    private const int Grains = 100;

    private readonly LossPattern[] _grains = new LossPattern[Grains];
    private long _newest = long.MinValue;
    private bool _wasLost;
    private bool _wasLostBefore;

    /// <summary>As far back as anything is remembered.</summary>
    public static TimeSpan Longest => Grain * Grains;

    /// <summary>The next packets of the stream all came, or were all lost.</summary>
    public void Accept(bool isLost, long packets, Instant now)
    {
        ref LossPattern grain = ref _grains[Turn(now)];
        while (packets > 0)
        {
            // Behind two of a kind the rest is more of the same.
            long same = _wasLost == isLost && _wasLostBefore == isLost ? packets : 1;
            grain += isLost
                ? new(same, same, _wasLost ? same : 0, _wasLostBefore ? same : 0, _wasLost && _wasLostBefore ? same : 0)
                : new(same, 0, 0, 0, 0);
            (_wasLostBefore, _wasLost) = (_wasLost, isLost);
            packets -= same;
        }
    }

    /// <summary>What was counted in the time before now.</summary>
    public LossPattern Last(TimeSpan time, Instant now)
    {
        Turn(now);
        LossPattern sum = default;
        int grains = (int)Math.Min(Grains, (time.Ticks + Grain.Ticks - 1) / Grain.Ticks);
        for (int back = 0; back < grains; back++)
            sum += _grains[Place(_newest - back)];
        return sum;
    }

    /// <summary>Another play begins: what comes next is no neighbour of what came last.</summary>
    public void Part() => _wasLost = _wasLostBefore = false;

    /// <returns>The place of the grain that is now.</returns>
    private int Turn(Instant now)
    {
        long newest = Math.Max(_newest, now.Ticks / Grain.Ticks);
        long first = Math.Max(_newest + 1, newest - Grains + 1);
        for (long grain = first; grain <= newest; grain++)
            _grains[Place(grain)] = default;
        _newest = newest;
        return Place(newest);
    }

    private static int Place(long grain) => (int)(((grain % Grains) + Grains) % Grains);
}
