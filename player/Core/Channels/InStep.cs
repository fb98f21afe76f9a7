using Streaming.Player.Playout;

namespace Streaming.Player.Channels;

/// <summary>Where in a channel everybody is, by our own clock. RFC 7272 §4: a synchronisation client's side.</summary>
/// <remarks>
/// Three things say it, each better than the one before. The answer to PLAY names the position that is presented while it is given: good
/// for half of its round trip, and known before the first packet. Sender reports say which time of day a position has (it is presented the
/// channel's delay later), and what time of day it is: <see cref="CommonClock"/>. The server's settings say when a position is presented
/// by all. Positions are on the channel's axis, which all receivers share. Alone it is small and allocates nothing: simulations make
/// 100 000 of them.
/// </remarks>
public sealed class InStep
{
    private (MediaTime Position, Instant Asked, Instant Answered)? _play;

    /// <summary>When position zero is presented by everybody, on the server's clock; null while nobody has told.</summary>
    private NtpTime? _zero;

    /// <summary>The time of day of position zero.</summary>
    private NtpTime? _created;
    private TimeSpan? _delay;
    private bool _isSettled;

    public CommonClock Clock { get; } = new();

    /// <summary>How long after its own time of day a position is presented; null while nobody has told.</summary>
    public TimeSpan? Delay => _zero - _created ?? _delay;

    /// <summary>What the description says of <see cref="Delay"/>: good until the server's settings come.</summary>
    public void Described(TimeSpan? delay) => _delay = delay;

    /// <summary>PLAY is answered: everybody presents that position at some time between asking and the answer.</summary>
    public void Began(MediaTime position, Instant asked, Instant answered)
    {
        _play = (position, asked, answered);
        TellOfPlay();
    }

    /// <summary>A sender report has come: at that time of day, its own of the sending, the stream was at that position.</summary>
    /// <param name="roundTrip">From our asking to it, where it came as an answer (RFC 3611 §4.5); null: to everybody.</param>
    public void Reported(MediaTime position, NtpTime wall, TimeSpan? roundTrip, Instant arrival)
    {
        if (roundTrip is { } trip)
            Clock.Answered(wall, trip, arrival);
        else
            Clock.Heard(wall, arrival);
        _created = wall + new TimeSpan(-position.Ticks);
        if (!_isSettled && _delay is { } delay)
            _zero = _created + delay;
        TellOfPlay();
    }

    /// <summary>The server has settled when a position is presented by all. RFC 7272 §7.</summary>
    public void Settled(MediaTime position, NtpTime presented)
    {
        _isSettled = true;
        _zero = presented + new TimeSpan(-position.Ticks);
        TellOfPlay();
    }

    /// <summary>Where everybody is; null while nobody can tell.</summary>
    public CommonLine? LineAt(Instant now)
    {
        if (_zero is { } zero && Clock.IsKnown)
            return new(new MediaTime((Clock.At(now) - zero).Ticks), now, Clock.SkewPpm);
        return _play is { } play ? new(play.Position, play.Asked + ((play.Answered - play.Asked) / 2), 0) : null;
    }

    /// <summary>The server's time of day at which something is presented here; null while nobody can tell.</summary>
    public NtpTime? WallOf(Instant presented) => Clock.IsKnown ? Clock.At(presented) : null;

    /// <summary>What the answer to PLAY said is as good as a time of day that was asked for, once it is known which.</summary>
    private void TellOfPlay()
    {
        if (_play is not { } play || _zero is not { } zero || !Clock.IsKnown)
            return;
        Clock.Answered(zero + new TimeSpan(play.Position.Ticks), play.Answered - play.Asked, play.Answered);
        _play = null;
    }
}
