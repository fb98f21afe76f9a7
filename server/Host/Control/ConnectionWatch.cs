namespace Streaming.Server.Host.Control;

/// <summary>Judges how fast a connection speaks and listens, so that a slow one cannot be held open for nothing.</summary>
/// <remarks>
/// The connection says what happens to it; one sweep over all connections asks for the verdict. A timer for each would cost more than
/// the half-open connections it guards against.
/// </remarks>
internal sealed class ConnectionWatch(ControlOptions options, Instant accepted)
{
    // Long enough for the last answer to cross the world and back, short enough not to be worth holding us for.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private Phase _phase = Phase.Silent;
    private Instant _since = accepted;
    private long _bytes;
    private bool _hasHead;
    private Instant _writing = Instant.Never;

    private enum Phase
    {
        /// <summary>Accepted, and nothing has come yet.</summary>
        Silent,

        /// <summary>Between messages.</summary>
        Between,

        /// <summary>A message has begun.</summary>
        Inside,

        /// <summary>A request is being answered: whatever takes time now is not the client's fault.</summary>
        Answering,

        /// <summary>The last answer is given.</summary>
        Leaving,
    }

    /// <summary>All that came has been read, up to <paramref name="pending"/> bytes of a message that is not complete.</summary>
    public void Reading(long pending, bool hasHead, Instant now)
    {
        lock (_gate)
        {
            if (pending == 0)
            {
                _since = _phase is Phase.Between or Phase.Silent ? _since : now;
                _phase = _phase == Phase.Silent ? Phase.Silent : Phase.Between;
                return;
            }

            // The first message is timed from the connection: what says nothing for nine seconds has not won another ten.
            _since = _phase is Phase.Inside or Phase.Silent ? _since : now;
            _phase = Phase.Inside;
            _bytes = pending;
            _hasHead = hasHead;
        }
    }

    public void Answering()
    {
        lock (_gate)
            _phase = Phase.Answering;
    }

    public void Leaving(Instant now)
    {
        lock (_gate)
            (_phase, _since) = (Phase.Leaving, now);
    }

    public void Writing(Instant now)
    {
        lock (_gate)
            _writing = now;
    }

    public void Written()
    {
        lock (_gate)
            _writing = Instant.Never;
    }

    /// <param name="holdsSession">Whether a session lives on this connection.</param>
    public ReadVerdict Judge(Instant now, bool holdsSession)
    {
        lock (_gate)
        {
            if (_writing != Instant.Never && now - _writing > options.WriteTimeout)
                return ReadVerdict.Stalled;
            TimeSpan elapsed = now - _since;
            return _phase switch
            {
                Phase.Silent when elapsed > options.HeadTimeout => ReadVerdict.Idle,
                Phase.Between when elapsed > options.IdleTimeout && !holdsSession => ReadVerdict.Idle,
                Phase.Inside when !_hasHead && elapsed > options.HeadTimeout => ReadVerdict.TooSlow,
                Phase.Inside when _bytes < (elapsed - options.RateGrace).TotalSeconds * options.MinimumRate => ReadVerdict.TooSlow,
                Phase.Leaving when elapsed > Farewell => ReadVerdict.Left,
                _ => ReadVerdict.Fine,
            };
        }
    }
}
