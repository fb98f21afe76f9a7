namespace Streaming.Player.Repair;

/// <summary>The longest of the times measured lately: grows at once, and forgets each after the memory's length, give or take a
/// tenth.</summary>
internal sealed class RecentLongest(TimeSpan memory)
{
    private const int Slices = 10;

    private readonly TimeSpan[] _longest = new TimeSpan[Slices];
    private long _slice;

    public void Add(TimeSpan time, Instant now)
    {
        Forget(now);
        ref TimeSpan longest = ref _longest[_slice % Slices];
        longest = time > longest ? time : longest;
    }

    /// <summary>Zero where nothing was measured lately.</summary>
    public TimeSpan At(Instant now)
    {
        Forget(now);
        TimeSpan longest = TimeSpan.Zero;
        foreach (TimeSpan of in _longest)
            longest = of > longest ? of : longest;
        return longest;
    }

    private void Forget(Instant now)
    {
        long slice = now.Ticks / (memory.Ticks / Slices);
        for (long passed = Math.Min(slice - _slice, Slices); passed > 0; passed--)
            _longest[(slice - passed + 1) % Slices] = TimeSpan.Zero;
        _slice = Math.Max(_slice, slice);
    }
}
