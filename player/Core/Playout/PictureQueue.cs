namespace Streaming.Player.Playout;

/// <summary>Decoded pictures on their way to the screen, in the order they are shown.</summary>
/// <remarks>
/// The queue owns what is added: it is given to <c>discard</c> once, when it is dropped, or when another picture has taken its place on the
/// screen. The picture on the screen stays valid (<see cref="Current"/>) until a later <see cref="Decide"/> shows another.
/// </remarks>
/// <param name="discard">Gives a picture back.</param>
/// <param name="limit">Pictures that wait at most. Twelve of 1080p are 37 MB, and half a second at 24 a second.</param>
public sealed class PictureQueue<TPicture>(Action<TPicture> discard, int limit = 12) : IDisposable
    where TPicture : class
{
    /// <summary>Beyond what the screen's period costs. A picture that is later than that is not shown beside a sound that has gone on…
    /// </summary>
    private static readonly TimeSpan Tolerated = TimeSpan.FromMilliseconds(2);

    /// <summary>… unless nothing else has been shown for so long: twelve late pictures a second are better than none.</summary>
    private static readonly TimeSpan Starving = TimeSpan.FromMilliseconds(80);

    private readonly List<(TPicture Picture, MediaTime Position)> _waiting = new(limit);
    private int _segment;
    private Instant _shownAt = new(long.MinValue / 2);

    /// <summary>The oldest segment that is still good: the last that did not go on from the one before.</summary>
    private int _oldest;
    private bool _wantsPreview;

    /// <summary>What is on the screen is of this segment, and its time has come.</summary>
    private bool _isCurrentDue;

    public int Count => _waiting.Count;

    /// <summary>A decoder waits with the next picture while this is false.</summary>
    public bool HasRoom => _waiting.Count < limit;

    /// <summary>What is on the screen; null before the first.</summary>
    public TPicture? Current { get; private set; }

    public MediaTime CurrentPosition { get; private set; }

    /// <summary>Pictures that came up, in time or as a preview.</summary>
    public long Shown { get; private set; }

    /// <summary>Pictures that never came up because a later one's time had come.</summary>
    public long Late { get; private set; }

    /// <summary>Pictures dropped because nobody waited for <see cref="HasRoom"/>.</summary>
    public long Overflowed { get; private set; }

    /// <summary>A segment begins: everything older goes, but for what is on the screen. The first picture that comes is shown at once.
    /// </summary>
    public void Begin(PlaySegment segment)
    {
        _segment = segment.Number;
        if (segment.GoesOn)
            return;
        _oldest = segment.Number;
        _wantsPreview = true;
        _isCurrentDue = false;
        DropWaiting();
    }

    /// <summary>Takes a picture over; one of an older segment, or from before what is on the screen, is dropped.</summary>
    public void Add(TPicture picture, MediaTime position, int segment)
    {
        if (segment < _oldest || segment > _segment)
        {
            discard(picture);
            return;
        }

        if (_isCurrentDue && position <= CurrentPosition)
        {
            Late++;
            discard(picture);
            return;
        }

        if (!HasRoom)
        {
            Overflowed++;
            discard(TakeFirst().Picture);
        }

        int place = _waiting.Count;
        while (place > 0 && _waiting[place - 1].Position > position)
            place--;
        _waiting.Insert(place, (picture, position));
    }

    /// <summary>Which picture the refresh of the screen nearest to <paramref name="now"/> shows.</summary>
    /// <param name="refresh">The screen's period; what is due within half of it is shown now rather than later.</param>
    public PictureDecision<TPicture> Decide(PlayoutClock clock, Instant now, TimeSpan refresh)
    {
        MediaTime due = clock.PositionAt(now + (refresh / 2));
        bool mayShow = clock.HasStarted && clock.Segment == _segment;
        (TPicture Picture, MediaTime Position)? next = null;
        while (mayShow && _waiting.Count > 0 && _waiting[0].Position <= due)
        {
            if (next is { } skipped)
            {
                Late++;
                discard(skipped.Picture);
            }

            next = TakeFirst();
        }

        if (next is { } tardy && clock.PositionAt(now) - tardy.Position > (refresh / 2) + Tolerated && now - _shownAt < Starving)
        {
            Late++;
            discard(tardy.Picture);
            next = null;
        }

        PictureVerb verb = PictureVerb.Show;
        if (next is null && _wantsPreview && _waiting.Count > 0)
        {
            verb = PictureVerb.Preview;
            next = TakeFirst();
        }

        return next is { } chosen ? Show(verb, chosen.Picture, chosen.Position, now) : new(PictureVerb.Hold, Current, CurrentPosition);
    }

    /// <summary>When the next picture is due: at once for a preview, never while there is none or the clock stands.</summary>
    public Instant Next(PlayoutClock clock)
    {
        if (_waiting.Count == 0)
            return Instant.Never;
        return _wantsPreview ? default : clock.InstantOf(_waiting[0].Position) ?? Instant.Never;
    }

    public void Dispose()
    {
        DropWaiting();
        if (Current is { } current)
            discard(current);
        Current = null;
    }

    private PictureDecision<TPicture> Show(PictureVerb verb, TPicture picture, MediaTime position, Instant now)
    {
        if (Current is { } before)
            discard(before);
        (Current, CurrentPosition, _shownAt) = (picture, position, now);
        _wantsPreview = false;
        _isCurrentDue = true;
        Shown++;
        return new(verb, picture, position);
    }

    private void DropWaiting()
    {
        while (_waiting.Count > 0)
            discard(TakeFirst().Picture);
    }

    private (TPicture Picture, MediaTime Position) TakeFirst()
    {
        (TPicture, MediaTime) first = _waiting[0];
        _waiting.RemoveAt(0);
        return first;
    }
}
