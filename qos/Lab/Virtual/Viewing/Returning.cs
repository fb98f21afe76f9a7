using Streaming.Player.Sessions;

namespace Streaming.Lab.Virtual.Viewing;

/// <summary>Whether and when a viewer whose session broke comes back: as the player with a window does, without being asked.</summary>
internal sealed class Returning
{
    private int _attempts;
    private Instant? _playingSince;

    /// <summary>When another session begins; never while none is to.</summary>
    public Instant At { get; private set; } = Instant.Never;

    /// <summary>The session before broke, and nothing has been shown since.</summary>
    public bool IsUnderWay { get; private set; }

    /// <summary>Sessions that were begun.</summary>
    public int Visits { get; private set; }

    public void Began()
    {
        Visits++;
        At = Instant.Never;
        _playingSince = null;
    }

    /// <summary>Something is shown.</summary>
    /// <returns>Whether it is back.</returns>
    public bool Shown(Instant now)
    {
        bool isBack = IsUnderWay;
        IsUnderWay = false;
        _playingSince ??= now;
        return isBack;
    }

    /// <summary>A session has failed.</summary>
    /// <returns>False: it is left at that.</returns>
    public bool TryAgain(SessionOutcome.Failed failed, Instant now)
    {
        if (now - _playingSince > Reconnection.Recovered)
            _attempts = 0;
        if (Reconnection.Decide(failed, _playingSince is not null || IsUnderWay, _attempts) is not { } wait)
            return false;
        _attempts++;
        (IsUnderWay, At) = (true, now + wait);
        return true;
    }
}
