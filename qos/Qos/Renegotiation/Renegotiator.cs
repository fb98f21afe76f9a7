namespace Streaming.Qos.Renegotiation;

/// <summary>Decides which level of its ladder a session plays: down at once for cause, up again slowly.</summary>
/// <remarks>
/// <para>Policy only. It is asked whenever something in the snapshot changes, and at least once a second; whoever asks carries out the verb
/// with the reservation, and the next snapshot shows whether that worked. A capacity that comes and goes between two questions is not
/// seen.</para>
/// <para>Down: what has no room goes at once. Up: only where there has been room without a break for the hold, so that a link that flaps
/// leaves a session where it is. A move up that has to be taken back doubles the hold, like the interval of a probe; a long calm halves it.
/// Loss is answered one level at a time, and a session that moved for loss also comes back one level at a time.</para>
/// </remarks>
/// <param name="rates">Of every level, the best first; falling.</param>
public sealed class Renegotiator(IReadOnlyList<BitRate> rates, Instant start, RenegotiationOptions? options = null)
{
    private readonly RenegotiationOptions _options = options ?? RenegotiationOptions.Default;
    private readonly Instant?[] _roomSince = new Instant?[rates.Count];
    private int? _level;
    private Instant _changed = start;
    private Instant? _raised;
    private Instant _calmSince = start;
    private Instant _hurtAt = start;
    private int _ceiling;
    private Ratio? _lossBefore;
    private int _futile;

    /// <summary>How long there must be room now before a move up.</summary>
    public TimeSpan Hold { get; private set; } = (options ?? RenegotiationOptions.Default).FirstHold;

    public RenegotiationVerb Decide(in SessionSnapshot session, Instant now)
    {
        Invariant.That(session.Level >= 0 && session.Level < rates.Count);
        Observe(in session, now);
        if (session.Breaker == Safety.BreakerVerdict.Cease)
            return new RenegotiationVerb.End(MoveReason.Breaker);
        if (session.Fits is not { } fits)
            return new RenegotiationVerb.End(session.Shortage);
        if (session.Breaker == Safety.BreakerVerdict.ReduceTenfold)
            return Tenth(session.Level, fits);

        int wished = Math.Min(session.Wished, rates.Count - 1);
        if (fits > session.Level)
            return new RenegotiationVerb.MoveTo(Math.Max(fits, wished), session.Shortage);
        if (wished > session.Level)
            return new RenegotiationVerb.MoveTo(wished, MoveReason.ClientWish);
        if (now - _changed < _options.Spacing)
            return RenegotiationVerb.Keep;
        return session.IsHurt ? ForLoss(in session) : Up(session.Level, Math.Max(fits, wished), now);
    }

    /// <summary>What has changed since it was last asked.</summary>
    private void Observe(in SessionSnapshot session, Instant now)
    {
        for (int level = 0; level < _roomSince.Length; level++)
            _roomSince[level] = session.Fits <= level ? _roomSince[level] ?? now : null;
        if (session.IsHurt)
            _hurtAt = now;
        else if (now - _hurtAt >= Hold)
            (_futile, _lossBefore) = (0, null);

        if (_level is { } before && before != session.Level)
        {
            _changed = now;
            if (session.Level < before)
                _raised = now;
            else if (session.Wished < session.Level)
                Fell(now);
        }

        _level = session.Level;
        if (now - _calmSince >= _options.Calm)
            (Hold, _calmSince) = (Longer(Hold / 2, _options.FirstHold), now);
    }

    /// <summary>A move down that nobody wished: was it the price of a move up?</summary>
    private void Fell(Instant now)
    {
        _calmSince = now;
        if (_raised is { } raised && now - raised < _options.Probation)
            Hold = Hold * 2 < _options.LongestHold ? Hold * 2 : _options.LongestHold;
        _raised = null;
    }

    /// <summary>RFC 8083 §4.3: who can go down to a tenth may do so before ceasing.</summary>
    private RenegotiationVerb Tenth(int level, int fits)
    {
        for (int lower = Math.Max(fits, level + 1); lower < rates.Count; lower++)
        {
            if (rates[lower].BitsPerSecond <= rates[level].BitsPerSecond / 10)
            {
                _ceiling = lower;
                return new RenegotiationVerb.MoveTo(lower, MoveReason.Breaker);
            }
        }

        return new RenegotiationVerb.End(MoveReason.Breaker);
    }

    private RenegotiationVerb ForLoss(in SessionSnapshot session)
    {
        if (_lossBefore is { } before)
            _futile = session.Loss.Billionths > before.Billionths / 4 * 3 ? _futile + 1 : 0;
        _lossBefore = null;
        if (session.Level == rates.Count - 1 || _futile >= _options.MostFutile)
            return RenegotiationVerb.Keep;
        _lossBefore = session.Loss;
        _ceiling = session.Level + 1;
        return new RenegotiationVerb.MoveTo(_ceiling, MoveReason.Loss);
    }

    private RenegotiationVerb Up(int level, int best, Instant now)
    {
        // Whoever left a level for loss tries the next better one only, and only after a hold without loss at this one.
        bool isHealed = now - _hurtAt >= Hold && now - _changed >= Hold;
        int ceiling = isHealed ? _ceiling - 1 : _ceiling;
        for (int better = Math.Max(best, Math.Min(ceiling, level)); better < level; better++)
        {
            if (_roomSince[better] is { } since && now - since >= Hold)
            {
                _ceiling = Math.Min(_ceiling, better);
                return new RenegotiationVerb.MoveTo(better, MoveReason.RoomAgain);
            }
        }

        return RenegotiationVerb.Keep;
    }

    private static TimeSpan Longer(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
