namespace Streaming.Player.Playout;

/// <summary>The cues of a discrete stream, subtitles or slides: each stands from its position until its end, or until the next.</summary>
/// <param name="limit">Cues that are kept; the oldest go first. 2 000 subtitles are a film of two hours.</param>
/// <param name="discard">Gives a cue back that is dropped.</param>
public sealed class CueList<TCue>(int limit = 2_000, Action<TCue>? discard = null)
    where TCue : class
{
    private readonly List<(MediaTime Start, MediaTime End, TCue Cue)> _cues = [];
    private int _segment;
    private int _oldest;

    public int Count => _cues.Count;

    /// <summary>Cues that were dropped because too many are kept.</summary>
    public long Overflowed { get; private set; }

    /// <summary>After a seek everything goes: the server sends again what stands at the new position.</summary>
    public void Begin(PlaySegment segment)
    {
        _segment = segment.Number;
        if (segment.GoesOn)
            return;
        _oldest = segment.Number;
        _cues.ForEach(cue => discard?.Invoke(cue.Cue));
        _cues.Clear();
    }

    /// <summary>Takes a cue; one at the very position of another takes its place, one of an older segment is dropped.</summary>
    /// <param name="length">How long it stands at most; null: until the next.</param>
    public void Add(TCue cue, MediaTime position, TimeSpan? length, int segment)
    {
        if (segment < _oldest || segment > _segment)
        {
            discard?.Invoke(cue);
            return;
        }

        int at = IndexOf(position) + 1;
        if (at > 0 && _cues[at - 1].Start == position)
            RemoveAt(--at);
        if (_cues.Count >= limit)
        {
            RemoveAt(0);
            Overflowed++;
            at = Math.Max(0, at - 1);
        }

        _cues.Insert(at, (position, length is { } stands ? position + stands : MediaTime.End, cue));
    }

    /// <summary>What stands at a position; null where nothing does.</summary>
    public TCue? At(MediaTime position) => IndexOf(position) is >= 0 and int at && position < _cues[at].End ? _cues[at].Cue : null;

    /// <summary>The next position at which something else stands; null where none is known.</summary>
    public MediaTime? NextChange(MediaTime position)
    {
        int at = IndexOf(position);
        MediaTime next = at + 1 < _cues.Count ? _cues[at + 1].Start : MediaTime.End;
        if (at >= 0 && position < _cues[at].End)
            next = MediaTime.Min(next, _cues[at].End);
        return next == MediaTime.End ? null : next;
    }

    /// <summary>The last cue that begins at or before a position; −1 where none does.</summary>
    private int IndexOf(MediaTime position)
    {
        int low = 0, high = _cues.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_cues[middle].Start <= position)
                low = middle + 1;
            else
                high = middle;
        }

        return low - 1;
    }

    private void RemoveAt(int at)
    {
        discard?.Invoke(_cues[at].Cue);
        _cues.RemoveAt(at);
    }
}
