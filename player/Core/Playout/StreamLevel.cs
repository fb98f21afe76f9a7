namespace Streaming.Player.Playout;

/// <summary>How far one stream has come.</summary>
/// <param name="isContinuous">Something of it is due all the time: pictures and sound, not subtitles and slides.</param>
internal sealed class StreamLevel(bool isContinuous)
{
    private MediaTime _end;

    /// <summary>Between neighbours, the largest of late; zero before it is known.</summary>
    private TimeSpan _interval;

    public bool IsContinuous { get; } = isContinuous;

    public bool HasEnded { get; set; }

    /// <summary>The highest position of which a packet has come; null before the first.</summary>
    public MediaTime? Arrived { get; private set; }

    /// <summary>The lowest position of which a packet has come; null before the first.</summary>
    public MediaTime? First { get; private set; }

    /// <summary>It lasts until here without another packet; null while nobody can tell.</summary>
    public MediaTime? LastsTo => Arrived is { } arrived && _interval > TimeSpan.Zero ? arrived + _interval : null;

    /// <summary>The last stretch in which nothing can be played because it was lost.</summary>
    public (MediaTime From, MediaTime To)? Hole { get; private set; }

    /// <summary>What has been put together, and so can be played, up to here; null before the first sample.</summary>
    public MediaTime? Whole { get; private set; }

    /// <summary>Another axis: nothing of it has come yet.</summary>
    public void Begin()
    {
        Arrived = First = Whole = null;
        _end = default;
        Hole = null;
        HasEnded = false;
    }

    public void Accept(MediaTime position)
    {
        if (Arrived is { } highest && position > highest)
        {
            // Large intervals are believed for a while: pictures come in and out of order, and frames of sound several at a time. What
            // is larger than a second is a hole.
            TimeSpan step = position - highest;
            if (step < TimeSpan.FromSeconds(1))
                _interval = step > _interval ? step : _interval - ((_interval - step) / 32);
        }

        First = First is { } first ? MediaTime.Min(first, position) : position;
        Arrived = Arrived is { } before ? MediaTime.Max(before, position) : position;
    }

    /// <summary>A sample has been put together.</summary>
    public void Complete(MediaTime position)
    {
        if (Whole is not null && position - _end > TimeSpan.FromMilliseconds(500))
            Hole = (_end, position);
        _end = MediaTime.Max(Whole is null ? position : _end, position + _interval);
        Whole = Whole is { } before ? MediaTime.Max(before, position) : position;
    }
}
