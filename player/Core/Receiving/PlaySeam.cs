using Streaming.Formats.Rtp;

namespace Streaming.Player.Receiving;

/// <summary>Where one play ends and the next begins, in the packets of one stream: what is not known to belong to either, and what is owed
/// by the one that is over.</summary>
internal sealed class PlaySeam
{
    private readonly ArrivalLog _log = new();
    private (PacketIndex Index, long Time)? _last;
    private PacketIndex _staleBefore = new(long.MinValue);
    private Instant _settlesAt = Instant.Never;
    private long _owed;

    /// <summary>Whether a PLAY is on its way: what comes may belong to what it brings.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>A packet has come.</summary>
    /// <param name="isKept">Whether it is to be told later, when it is known where it belongs.</param>
    public void Arrived(PacketIndex index, long time, Instant at, bool isKept)
    {
        if (_last is not { } last || index > last.Index)
            _last = IsHeld ? _last : (index, time);
        if (isKept)
            _log.Add(index, time, at);
    }

    /// <summary>Whether it belongs to a play that is over: counted, but neither late nor of use.</summary>
    public bool IsStale(PacketIndex index) => index < _staleBefore;

    /// <summary>One of what that play owed has come, or was repaired.</summary>
    public void Pay() => _owed = Math.Max(0, _owed - 1);

    public void Hold() => IsHeld = true;

    /// <summary>It is known now where everything belongs; what is kept is told.</summary>
    public void Release(Action<long, Instant>? told)
    {
        IsHeld = false;
        _log.Tell(told);
    }

    /// <summary>What comes before <paramref name="index"/> is over.</summary>
    /// <param name="missing">Packets of it that never came; what is under way may still make up for it.</param>
    public void Leave(PacketIndex index, long missing, Instant settlesAt)
    {
        _log.DropBefore(index);
        _staleBefore = index;
        _owed += missing;
        _settlesAt = _owed > 0 ? settlesAt : Instant.Never;
    }

    /// <summary>The time of the packet directly before <paramref name="index"/>; null where it did not come lately.</summary>
    public long? TimeBefore(PacketIndex index) =>
        _last is { } last && last.Index + 1 == index ? last.Time : _log.TimeOf(new(index.Value - 1));

    public void Retime(PacketIndex index, long earlier, long? cut)
    {
        _log.Retime(index, earlier, cut);
        if (_last is { } last && last.Index >= index && last.Time != cut)
            _last = (last.Index, last.Time - earlier);
    }

    /// <summary>How many packets of plays that are over have turned out to be lost since this was asked.</summary>
    public long Settle(Instant now)
    {
        if (now < _settlesAt)
            return 0;
        (long lost, _owed, _settlesAt) = (_owed, 0, Instant.Never);
        return lost;
    }
}
