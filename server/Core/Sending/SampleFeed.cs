using Streaming.Formats.Media;
using Streaming.Server.Contracts;

namespace Streaming.Server.Sending;

/// <summary>Which samples one stream sends, of which rendition, and where it goes over to another.</summary>
internal struct SampleFeed(StreamSource source)
{
    private SampleCursor _cursor = new(source.Index);
    private StreamChange? _change;
    private MediaTime _end = MediaTime.End;
    private KeyRun _run;
    private FeedPart _part;
    private int _entry = -1;

    /// <summary>What the sample at hand is of.</summary>
    public StreamSource Source { get; private set; } = source;

    public StreamMode Mode { get; private set; }

    /// <summary>Whether a change waits for its place.</summary>
    public readonly bool IsChanging => _change is not null;

    /// <summary>Whether it must find its place again before it goes on: it comes back from suspension.</summary>
    private bool IsAstray { get; set; }

    /// <summary>The first sample it will send, and its number; false if there is none.</summary>
    public readonly bool TryPeek(out int at, out MediaSample sample)
    {
        if (_part == FeedPart.Film && Mode != StreamMode.Suspended && !IsAstray)
            return _cursor.TryPeek(out at, out sample);
        SampleFeed copy = this;
        if (_part == FeedPart.Keys && Mode != StreamMode.Suspended)
            return copy._run.TryTake(default, default, out at, out sample);
        (at, sample) = (-1, default);
        return false;
    }

    /// <summary>When the last of its samples is over.</summary>
    public readonly long EndUnits => Placement.EndUnits(Source.Index);

    /// <summary>When that leaves by its sending plan; null where it has none, or nothing to send.</summary>
    public readonly MediaTime? FirstPlanned =>
        _part == FeedPart.Film && Source.Plan is not null && TryPeek(out int at, out _) ? Source.Schedule().Start(at) : null;

    public void EndAt(MediaTime end)
    {
        _end = end;
        _cursor.EndAt(end);
    }

    /// <summary>Begins where playing starts; a change that waits takes effect.</summary>
    /// <param name="run">The pace of a run through key pictures, and where it ends: see <see cref="KeyRun"/>.</param>
    public void Place(FeedPart part, MediaTime start, (int Scale, MediaTime? Until) run)
    {
        if (_change is not null)
            GoOver(_change);
        IsAstray = false;
        _cursor.Cut = int.MaxValue;
        _part = part;
        if (part == FeedPart.Film)
            _cursor.Place(Source.Index.Track.Kind, start);
        else if (part == FeedPart.Keys)
            _run = new(Source.Index, start, run.Scale, run.Until);
    }

    /// <summary>From its place on, something else is sent; a change that still waits is forgotten.</summary>
    /// <remarks>Another plan, or fewer samples of the same track, wait for nothing: the next subtitle may be minutes away.</remarks>
    public void Change(StreamChange change)
    {
        _change = change;
        _cursor.Cut = _cursor.At;
        _entry = -1;
        bool isOther = change.Source.Index != Source.Index;
        bool isSuspended = IsAstray || Mode == StreamMode.Suspended || change.Mode == StreamMode.Suspended;

        // In a run every picture stands for itself: the next one is of the other rendition.
        if (_part == FeedPart.Nothing || (!isOther && !isSuspended))
            GoOver(change);
        if (_part != FeedPart.Film || !isOther || isSuspended)
            return;
        CutPoint? point = CutPoint.Find(Source.Index, _cursor.At, change.Source.Index);
        (_cursor.Cut, _entry) = (point?.From ?? int.MaxValue, point?.To ?? -1);
    }

    /// <summary>Goes on with something else in place of what is left of this.</summary>
    /// <param name="next">Null: nothing follows.</param>
    /// <param name="room">What of sound is presented earlier has no room.</param>
    public void Continue(StreamSource? next, MediaTime start, long room)
    {
        (_change, _end, _entry, IsAstray) = (null, MediaTime.End, -1, false);
        Mode = next is null ? StreamMode.Suspended : StreamMode.Whole;
        if (next is null)
            return;
        Source = next;
        _part = FeedPart.Film;
        _cursor = SampleCursor.Of(next.Index, start);
        if (next.Index.Track.Kind == TrackKind.Audio)
            _cursor.LeaveOutBefore(room);
    }

    public void Return(int at) => _cursor.Return(at);

    /// <summary>The next sample, after the change where one is due.</summary>
    /// <param name="now">In a run, when the contract is ready for another picture.</param>
    /// <param name="shown">Of what has left, the latest presentation time: nothing comes again after a suspension.</param>
    /// <param name="isChange">It is the first under a change.</param>
    public bool TryTake(PlayClock clock, Instant now, long shown, out int at, out MediaSample sample, out bool isChange)
    {
        isChange = false;
        if (_part != FeedPart.Film)
            return TryTakeKey(clock, now, out at, out sample, out isChange);
        if (TryTakeHere(clock, now, shown, out at, out sample))
            return true;
        if (_change is null || _cursor.At < _cursor.Cut)
            return false;
        GoOver(_change);
        isChange = true;
        return TryTakeHere(clock, now, shown, out at, out sample);
    }

    private bool TryTakeKey(PlayClock clock, Instant ready, out int at, out MediaSample sample, out bool isChange)
    {
        isChange = _change is not null;
        if (_change is not null)
            GoOver(_change);
        if (_part == FeedPart.Keys && Mode != StreamMode.Suspended)
            return _run.TryTake(clock, ready, out at, out sample);
        (at, sample) = (-1, default);
        return false;
    }

    private bool TryTakeHere(PlayClock clock, Instant now, long shown, out int at, out MediaSample sample)
    {
        (at, sample) = (-1, default);
        if (Mode == StreamMode.Suspended)
            return false;
        if (IsAstray)
            FindPlace(clock, now, shown);
        return _cursor.TryTake(out at, out sample);
    }

    /// <summary>Goes on at the first key sample that leaves by <paramref name="clock"/> at or after <paramref name="now"/> and is presented
    /// behind <paramref name="shown"/>.</summary>
    private void FindPlace(PlayClock clock, Instant now, long shown)
    {
        IsAstray = false;
        TrackIndex index = Source.Index;
        int at = Math.Max(0, index.KeyAtOrBefore(clock.AxisAt(now) - (Source.Plan?.Buffer ?? TimeSpan.Zero)));
        while (at < index.Samples.Length
            && !(index.Samples[at].IsKey && index.Samples[at].PresentationUnits > shown && IsAhead(clock, now, at)))
        {
            at++;
        }

        _cursor.StartAtKey(at);
    }

    /// <summary>Whether a sample has not begun to leave by <paramref name="now"/>.</summary>
    private readonly bool IsAhead(PlayClock clock, Instant now, int sample) => Source.Plan is not null
        ? Source.Schedule().Start(sample) >= clock.PlannedAt(now)
        : Source.Index.DecodeTime(sample) >= clock.AxisAt(now);

    private void GoOver(StreamChange change)
    {
        bool isOther = change.Source.Index != Source.Index;
        IsAstray |= Mode == StreamMode.Suspended && change.Mode != StreamMode.Suspended;
        if (isOther)
        {
            _cursor = new(change.Source.Index);
            _cursor.EndAt(_end);
            if (_entry >= 0)
                _cursor.StartAtKey(_entry);
            if (_part == FeedPart.Keys)
                _run = _run.On(change.Source.Index);
        }

        // Of the same track the packetizer may be in the middle of a sample.
        Source = change.Source with
        {
            Packetizer = isOther ? change.Source.Packetizer : Source.Packetizer,
            Protection = change.Protection,
        };
        Mode = change.Mode;
        _cursor.IsThinned = Mode == StreamMode.Thinned;
        _cursor.Cut = int.MaxValue;
        _change = null;
        _entry = -1;
    }
}
