namespace Streaming.Player.Playout;

/// <summary>Follows one picture stream for <see cref="LossPolicy"/>: where its key pictures are, what was lost, what was asked
/// for.</summary>
public sealed class PictureLossWatch(LossPolicy policy)
{
    /// <summary>Losses are judged over this many windows of a second.</summary>
    private const int Seconds = 3;

    private readonly long[] _received = new long[Seconds];
    private readonly long[] _lost = new long[Seconds];
    private long _second = long.MinValue;
    private MediaTime? _lastKey;
    private MediaTime _position;
    private Instant? _askedAt;
    private Instant? _wishedAt;
    private Instant? _harmfulSince;

    /// <summary>The distance of key pictures that the stream keeps; null before two were seen.</summary>
    public TimeSpan? KeyDistance { get; private set; }

    /// <summary>Something was lost since the last whole key picture.</summary>
    public bool IsDamaged { get; private set; }

    /// <summary>A segment begins: distances are kept, what was damaged is gone.</summary>
    public void Begin(PlaySegment segment)
    {
        if (segment.GoesOn)
            return;
        IsDamaged = false;
        _lastKey = null;
    }

    /// <summary>A sample goes to the decoder.</summary>
    public void Accept(CodedSample sample)
    {
        _position = MediaTime.Max(_position, sample.Position);
        if (sample.IsKey)
            SeeKey(sample.Position);
        if (sample is { IsKey: true, IsComplete: true })
            IsDamaged = false;
        else if (sample.FollowsLoss || !sample.IsComplete)
            IsDamaged = true;
    }

    /// <summary>Packets came, and packets were given up.</summary>
    public void Count(long received, long lost, Instant now)
    {
        TurnTo(now.Ticks / TimeSpan.TicksPerSecond);
        _received[Slot(_second)] += received;
        _lost[Slot(_second)] += lost;
        long allLost = _lost.Sum();
        if (allLost == 0 || Ratio.Of(allLost, allLost + _received.Sum()) < policy.Harmful)
            _harmfulSince = null;
        else
            _harmfulSince ??= now;
    }

    /// <summary>What is to be done now. A request or a wish that is answered is taken as sent.</summary>
    public LossVerb Decide(bool mayAsk, Instant now)
    {
        TimeSpan? untilKey = _lastKey + KeyDistance - _position;
        LossSnapshot snapshot = new(
            IsDamaged, untilKey >= TimeSpan.Zero ? untilKey : null, mayAsk, now - _askedAt,
            now - _harmfulSince ?? TimeSpan.Zero, now - _wishedAt);
        LossVerb verb = policy.Decide(snapshot);
        if (verb == LossVerb.AskForKeyPicture)
            _askedAt = now;
        if (verb == LossVerb.WishLower)
            _wishedAt = now;
        return verb;
    }

    /// <summary>The longest distance of late is the one to rely on: a key picture in between, at a cut, makes no rhythm.</summary>
    private void SeeKey(MediaTime position)
    {
        if (_lastKey is { } last && position > last)
        {
            TimeSpan distance = position - last;
            KeyDistance = KeyDistance is { } known && known > distance ? known - ((known - distance) / 4) : distance;
        }

        _lastKey = position;
        _position = position;
    }

    private void TurnTo(long second)
    {
        if (second - _second >= Seconds || _second == long.MinValue)
            _second = second - Seconds;
        while (_second < second)
        {
            _second++;
            _received[Slot(_second)] = _lost[Slot(_second)] = 0;
        }
    }

    /// <summary>Seconds from before the clock began count as well: the window reaches back beyond it at first.</summary>
    private static int Slot(long second) => (int)(((second % Seconds) + Seconds) % Seconds);
}
