using Streaming.Formats.Payloads;

namespace Streaming.Player.Playout;

/// <summary>How far one stream has come.</summary>
/// <param name="isContinuous">Something of it is due all the time: pictures and sound, not subtitles and slides.</param>
/// <param name="displacement">Samples come out of their order: packets then say nothing of how far it can be played; null: they come in
/// order.</param>
internal sealed class StreamLevel(bool isContinuous, UnitDisplacement? displacement = null)
{
    /// <summary>Less is concealed, not jumped over.</summary>
    private static readonly TimeSpan LeastHole = TimeSpan.FromMilliseconds(500);

    /// <summary>What has not come so long after what is behind it was not overtaken, but lost.</summary>
    private static readonly TimeSpan Overtaken = TimeSpan.FromMilliseconds(100);

    private (MediaTime From, MediaTime To)? _hole;
    private Instant _holeSince;

    /// <summary>Between neighbours, the largest of late; zero before it is known.</summary>
    private TimeSpan _interval;

    public bool IsContinuous { get; } = isContinuous;

    /// <summary>What a server that sends everything at its time lets pass between the first sample and one that follows on it; zero where
    /// samples come in order.</summary>
    public TimeSpan Displacement => displacement is { } far ? far.Most + far.Unit : TimeSpan.Zero;

    /// <summary>So much earlier than it is due it must be here: a sound device takes what is heard later.</summary>
    public TimeSpan Lead { get; set; }

    public bool HasEnded { get; set; }

    /// <summary>The highest position of which a packet has come; null before the first.</summary>
    public MediaTime? Arrived { get; private set; }

    /// <summary>The lowest position of which a packet has come; null before the first.</summary>
    public MediaTime? First { get; private set; }

    /// <summary>It lasts until here without another packet; null while nobody can tell.</summary>
    public MediaTime? LastsTo => displacement is { } scattered ? Whole + scattered.Unit
        : Arrived is { } arrived && _interval > TimeSpan.Zero ? arrived + _interval : null;

    /// <summary>What has been put together, and so can be played, up to here; null before the first sample.</summary>
    public MediaTime? Whole { get; private set; }

    /// <summary>Another axis: nothing of it has come yet.</summary>
    public void Begin()
    {
        Arrived = First = Whole = null;
        _hole = null;
        HasEnded = false;
    }

    public void Accept(MediaTime position, Instant arrival)
    {
        if (Arrived is { } highest && position > highest)
        {
            // Large intervals are believed for a while: pictures come in and out of order, and frames of sound several at a time. What
            // is larger than a second is a hole.
            TimeSpan step = position - highest;
            if (step < TimeSpan.FromSeconds(1))
                _interval = step > _interval ? step : _interval - ((_interval - step) / 32);
            if (step > _interval + LeastHole)
                (_hole, _holeSince) = ((highest + _interval, position), arrival);
        }
        else if (_hole is { } hole && position > hole.From)
        {
            // It was not lost, only overtaken.
            _hole = position - hole.From > LeastHole ? (hole.From, position) : null;
        }

        First = First is { } first ? MediaTime.Min(first, position) : position;
        Arrived = Arrived is { } before ? MediaTime.Max(before, position) : position;
    }

    /// <summary>A sample has been put together.</summary>
    public void Complete(MediaTime position) => Whole = Whole is { } before ? MediaTime.Max(before, position) : position;

    /// <summary>How much of the film from a position on was lost; zero where it is there, or may only be late.</summary>
    public TimeSpan HoleAt(MediaTime position, Instant now) =>
        _hole is { } hole && hole.From <= position && position < hole.To && now - _holeSince >= Overtaken
            ? hole.To - position
            : TimeSpan.Zero;
}
