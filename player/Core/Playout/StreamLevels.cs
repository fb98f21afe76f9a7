namespace Streaming.Player.Playout;

/// <summary>How far all streams of a session have come together.</summary>
internal sealed class StreamLevels
{
    /// <summary>A stream that is so far behind another has fallen silent: nobody waits for it.</summary>
    public static readonly TimeSpan Silent = TimeSpan.FromMilliseconds(500);

    /// <summary>Streams end a little before the title does.</summary>
    private static readonly TimeSpan AtTheEnd = TimeSpan.FromMilliseconds(300);

    private readonly List<StreamLevel> _streams = [];

    /// <summary>The furthest that samples of any of them come out of their order.</summary>
    public TimeSpan Displacement => _streams.Count == 0 ? TimeSpan.Zero : _streams.Max(stream => stream.Displacement);

    public bool HasContinuous => _streams.Exists(stream => stream.IsContinuous);

    /// <summary>The lowest position of which anything has come; null before that.</summary>
    public MediaTime? First
    {
        get
        {
            MediaTime first = MediaTime.End;
            foreach (StreamLevel stream in _streams)
            {
                if (stream is { IsContinuous: true, First: { } begins })
                    first = MediaTime.Min(first, begins);
            }

            return first == MediaTime.End ? null : first;
        }
    }

    /// <summary>Those that tell how long it can go on; looked through with every packet that is waited for.</summary>
    private static bool IsPlaying(StreamLevel stream) => stream is { IsContinuous: true, HasEnded: false, LastsTo: not null };

    public void Follow(IEnumerable<StreamLevel> streams)
    {
        _streams.Clear();
        _streams.AddRange(streams);
    }

    /// <summary>Up to where it can be played without another packet; null while nobody can tell.</summary>
    public MediaTime? LastsTo()
    {
        MediaTime? furthest = null, nearest = null;
        foreach (StreamLevel stream in _streams)
        {
            if (IsPlaying(stream))
                furthest = furthest is { } far ? MediaTime.Max(far, stream.LastsTo!.Value) : stream.LastsTo;
        }

        foreach (StreamLevel stream in _streams)
        {
            if (IsPlaying(stream) && furthest - stream.LastsTo <= Silent)
            {
                MediaTime lasts = stream.LastsTo!.Value - stream.Lead;
                nearest = nearest is { } near ? MediaTime.Min(near, lasts) : lasts;
            }
        }

        return nearest;
    }

    /// <summary>Nothing more is needed.</summary>
    public bool IsLast(MediaTime? axisEnd)
    {
        bool isAnyPlaying = false, areAtTheEnd = true, haveEnded = true;
        foreach (StreamLevel stream in _streams)
        {
            haveEnded &= stream.HasEnded || !stream.IsContinuous;
            if (!IsPlaying(stream))
                continue;
            isAnyPlaying = true;
            areAtTheEnd &= axisEnd - stream.LastsTo < AtTheEnd;
        }

        return (isAnyPlaying && areAtTheEnd) || (haveEnded && HasContinuous);
    }

    /// <summary>How much from a position on was lost in every stream that is playing.</summary>
    public TimeSpan HoleAt(MediaTime position, Instant now)
    {
        TimeSpan? least = null;
        foreach (StreamLevel stream in _streams)
        {
            if (!IsPlaying(stream))
                continue;

            // One that has nothing more decides nothing: it is silent, or has not come so far.
            TimeSpan hole = stream.HoleAt(position, now);
            if (hole > TimeSpan.Zero || stream.Arrived > position)
                least = least < hole ? least : hole;
        }

        return least ?? TimeSpan.Zero;
    }
}
