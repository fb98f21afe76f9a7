using Streaming.Player.Sessions;
using Streaming.Primitives.Chance;

namespace Streaming.Player.Channels;

/// <summary>Chooses the lane of a picture that this receiver's link carries: receiver-driven layered multicast (McCanne, Jacobson, Vetterli
/// 1996). Pure: what is seen goes in, what is to be joined and left comes out.</summary>
/// <remarks>
/// Down: two and a half seconds of broken pictures that repair does not mend; a single burst, and another receiver's try behind the same
/// link, are shorter. Up: by trying. The better lane is joined beside the one there is for a second at most, and left at the first sign of
/// harm: a queue growing before the link, before it overflows, or more loss than usual. Where both together are too much, but what came
/// meanwhile says that the better one alone would fit, the next try takes it instead of the other, at a key picture. Never two at once. A
/// lane that failed is tried again after twice the time; when others seem to try, own tries are put off. A refusal by the server counts as
/// a try that failed and harmed nobody. Loss that stays when a lane has been given up is not the lane's: it is tolerated from then on.
/// </remarks>
public sealed class LayerPolicy
{
    private static readonly TimeSpan FirstTry = TimeSpan.FromSeconds(5);

    /// <summary>The lanes above the next one may be on the link already, for another receiver: they are tried too, but later.</summary>
    private const int LaterByRung = 4;

    private static readonly TimeSpan TrialLength = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Sustained = TimeSpan.FromSeconds(2.5);

    /// <summary>A lane that has just taken another's place is given up sooner than others behind the link give up theirs.</summary>
    private static readonly TimeSpan Doubtful = TimeSpan.FromSeconds(0.8);

    private static readonly TimeSpan Probation = TimeSpan.FromSeconds(5);

    /// <summary>What a try leaves behind in queues, and until its lane has been left everywhere.</summary>
    private static readonly TimeSpan Aftermath = TimeSpan.FromSeconds(1.5);

    /// <summary>Encoders left to themselves make groups of ten seconds: no key picture in this time, no change.</summary>
    private static readonly TimeSpan LongestChange = TimeSpan.FromSeconds(12);

    /// <summary>A lane that is broken is left even if the change has not been made.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Proven = TimeSpan.FromMinutes(1);

    private readonly LayerOffer[] _lanes;
    private readonly LayerTimer[] _timers;
    private readonly bool[] _joined;
    private readonly LinkHealth _link = new();
    private int _at;
    private int _other;
    private bool _isInstead;
    private Instant _since;
    private Instant _calmFrom;
    private Instant _provenAt;
    private double _missedBefore;
    private bool _wasCrowded;

    /// <param name="offers">The lanes of one picture.</param>
    public LayerPolicy(IReadOnlyList<LayerOffer> offers, ulong seed)
    {
        SeededRandom random = new(seed);
        _lanes = [.. offers.OrderBy(offer => offer.Rate.BitsPerSecond)];
        _timers = [.. _lanes.Select((_, i) => new LayerTimer(FirstTry * (i > 1 ? LaterByRung : 1), random))];
        _joined = new bool[_lanes.Length];
    }

    public LayerPhase Phase { get; private set; }

    /// <summary>The lane that is to be shown; null before the first is joined.</summary>
    public OfferedTrack? Wanted => IsJoined ? _lanes[Phase == LayerPhase.Changing ? _other : _at].Track : null;

    /// <summary>Tries that were made, and of those, how many failed.</summary>
    public int Tries { get; private set; }

    public int Failures { get; private set; }

    private bool IsJoined => Array.Exists(_joined, joined => joined);

    private bool IsUp => _other > _at;

    /// <summary>What else comes: sound, parity, resends.</summary>
    private long Others => Math.Max(0, _link.Delivered.BitsPerSecond - _lanes[_at].Rate.BitsPerSecond);

    /// <summary>A lane is joined.</summary>
    public void Opened(OfferedTrack track, Instant now)
    {
        int lane = Find(track);
        if (lane < 0)
            return;
        if (!IsJoined)
        {
            _at = lane;
            Settle(now);
        }

        _joined[lane] = true;
        if (Phase == LayerPhase.Joining && lane == _other)
            (Phase, _since) = (IsUp && !_isInstead ? LayerPhase.Trying : LayerPhase.Changing, now);
    }

    /// <summary>A lane is left.</summary>
    public void Closed(OfferedTrack track)
    {
        if (Find(track) is >= 0 and int lane)
            _joined[lane] = false;
    }

    /// <summary>A lane is not to be had.</summary>
    public void Refused(OfferedTrack track, Instant now)
    {
        if (Phase != LayerPhase.Joining || Find(track) != _other)
            return;
        bool isUp = IsUp;
        Failures += isUp ? 1 : 0;
        _timers[_other].Failed(now);
        Phase = LayerPhase.Settled;

        // There may be room for one that is lower still.
        if (!isUp && _other > 0)
            _at = _other;
    }

    /// <summary>Everything begins again over another transport.</summary>
    public void Forget()
    {
        Array.Clear(_joined);
        Phase = LayerPhase.Settled;
        _link.Recover();
    }

    /// <summary>What is to be done after another window; null: nothing.</summary>
    /// <param name="shown">The lane that is shown.</param>
    /// <param name="untilKey">When the next key picture is expected; null where one is never far, or nobody knows.</param>
    public LayerVerb? Decide(in LayerWindow window, OfferedTrack? shown, TimeSpan? untilKey, Instant now)
    {
        if (!IsJoined)
            return null;
        bool isOwn = Phase != LayerPhase.Settled || now < _calmFrom;
        if (!isOwn || !IsUp)
            _link.Accept(window);
        return Phase switch
        {
            LayerPhase.Settled => Stay(window, shown, untilKey, now),
            LayerPhase.Trying => Try(window, now),
            LayerPhase.Changing => Change(window, shown, now),
            _ => null,
        };
    }

    private LayerVerb? Stay(in LayerWindow window, OfferedTrack? shown, TimeSpan? untilKey, Instant now)
    {
        int spare = Array.FindIndex(_joined, joined => joined);
        if (spare == _at)
            spare = Array.FindIndex(_joined, _at + 1, joined => joined);
        if (spare >= 0 && _joined[_at])
            return new LayerVerb.Leave(_lanes[spare].Track, "another is shown");
        if (_at > 0 && _link.Bad >= (now < _provenAt ? Doubtful : Sustained))
            return GoDown(now);
        if (now < _calmFrom)
            return null;
        LearnFrom(window, now);
        int next = NextToTry(now);

        // Whoever has no picture yet has nothing to improve on.
        return next > _at && shown is not null && _link.Bad == TimeSpan.Zero && IsMoment(next, untilKey) ? Begin(next, now) : null;
    }

    private void LearnFrom(in LayerWindow window, Instant now)
    {
        bool isCrowded = _link.Bad > TimeSpan.FromMilliseconds(200);
        if (_wasCrowded && _link.Bad == TimeSpan.Zero)
        {
            foreach (LayerTimer timer in _timers)
                timer.PutOff(now);
        }

        _wasCrowded = (_wasCrowded || isCrowded) && _link.Bad > TimeSpan.Zero;
        if (!isCrowded)
            _link.Learn(window);
        if (now - _since > Proven)
            _timers[_at].Forgive();

        // Giving a lane up has not helped: what is missed is the network's own.
        if (_missedBefore > 0 && now - _since > TimeSpan.FromSeconds(6))
        {
            if (_link.Missed > _missedBefore / 2)
            {
                _link.Unavoidable = _link.Missed;
                _timers[Math.Min(_at + 1, _lanes.Length - 1)].Forgive();
            }

            _missedBefore = 0;
        }
    }

    private int NextToTry(Instant now)
    {
        int next = _at;
        for (int lane = _at + 1; lane < _lanes.Length; lane++)
        {
            if (_timers[lane].At <= now && (next == _at || _timers[lane].At < _timers[next].At))
                next = lane;
        }

        return next;
    }

    /// <summary>A try ends, or takes over, at a key picture: so that both come for as short a time as can be.</summary>
    private bool IsMoment(int lane, TimeSpan? untilKey)
    {
        TimeSpan lead = FitsAlone(lane) ? TimeSpan.FromMilliseconds(300) : TrialLength + TimeSpan.FromMilliseconds(100);
        return untilKey is not { } until || (until >= lead && until < lead + TimeSpan.FromMilliseconds(300));
    }

    /// <summary>By what came when both were too much, the better one alone is not.</summary>
    private bool FitsAlone(int lane) =>
        _link.Capacity is { } capacity && capacity.BitsPerSecond > (Others + _lanes[lane].Rate.BitsPerSecond) * 1.05;

    private LayerVerb.Join Begin(int lane, Instant now)
    {
        bool fits = FitsAlone(lane);
        string why = fits ? $"{_link.Capacity} were carried" : $"well for {(now - _since).TotalSeconds:0} s";
        (_other, _isInstead, _since, Phase) = (lane, fits, now, LayerPhase.Joining);
        Tries++;
        _link.BeginTrial();
        return new(_lanes[lane].Track, why);
    }

    private LayerVerb.Leave? Try(in LayerWindow window, Instant now)
    {
        if (_link.IsHarmed(window))
            return Fail("both together are too much", now);
        if (now - _since >= TrialLength)
            (Phase, _since) = (LayerPhase.Changing, now);
        return null;
    }

    private LayerVerb.Leave? Change(in LayerWindow window, OfferedTrack? shown, Instant now)
    {
        bool isShown = shown == _lanes[_other].Track;
        if (isShown || now - _since > LongestChange)
        {
            if (!isShown && IsUp)
                return Fail("no key picture came", now);
            LayerVerb.Leave leave = new(_lanes[_at].Track, IsUp ? "a better one fits" : "a smaller one is shown");
            bool isLeft = !_joined[_at];
            _provenAt = IsUp && _isInstead ? now + Probation : default;
            _at = _other;
            Settle(now);
            return isLeft ? null : leave;
        }

        if (IsUp && !_isInstead && _link.IsHarmed(window))
            return Fail("both together are too much", now);
        TimeSpan farewell = now < _provenAt ? TimeSpan.Zero : Farewell;
        return !IsUp && _joined[_at] && now - _since > farewell ? new LayerVerb.Leave(_lanes[_at].Track, "it is broken") : null;
    }

    private LayerVerb.Leave Fail(string why, Instant now)
    {
        Failures++;
        _timers[_other].Failed(now);

        // Those above need not be tried to know as much.
        for (int above = _other + 1; above < _lanes.Length && !FitsAlone(above); above++)
            _timers[above].Failed(now);
        LayerVerb.Leave leave = new(_lanes[_other].Track, why);
        Settle(now);
        return leave;
    }

    private LayerVerb.Join GoDown(Instant now)
    {
        // What the link brought is what it carries; one below at least.
        long others = Others;
        int lower = Array.FindLastIndex(_lanes, _at - 1, lane => others + lane.Rate.BitsPerSecond < _link.Delivered.BitsPerSecond * 0.95);
        _timers[_at].Failed(now);
        (_other, _isInstead, _since, Phase) = (Math.Max(0, lower), false, now, LayerPhase.Joining);
        _missedBefore = _link.Missed;
        return new(_lanes[_other].Track, $"{_link.Missed:P1} of the packets missing, repaired or not");
    }

    private void Settle(Instant now)
    {
        (Phase, _since, _calmFrom) = (LayerPhase.Settled, now, now + Aftermath);
        _link.Recover();
        for (int lane = _at + 1; lane < _lanes.Length; lane++)
        {
            if (_timers[lane].At <= now)
                _timers[lane].Restart(now);
        }
    }

    private int Find(OfferedTrack track) => Array.FindIndex(_lanes, lane => lane.Track == track);
}
