namespace Streaming.Lab.Virtual.Viewing;

/// <summary>For how long a viewer has held the picture still by itself.</summary>
internal sealed class ViewerPause
{
    private Instant? _since;
    private TimeSpan _before;

    public bool IsOn => _since is not null;

    /// <summary>When it goes on; never while it does not pause.</summary>
    public Instant Until { get; private set; } = Instant.Never;

    public TimeSpan LengthAt(Instant now) => _before + (now - (_since ?? now));

    public void Begin(TimeSpan length, Instant now)
    {
        _since ??= now;
        Until = now + length;
    }

    public void End(Instant now)
    {
        _before = LengthAt(now);
        (_since, Until) = (null, Instant.Never);
    }
}
