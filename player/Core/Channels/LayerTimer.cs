using Streaming.Primitives.Chance;

namespace Streaming.Player.Channels;

/// <summary>When one lane may be tried, and how long is waited between tries: twice as long after each that failed.</summary>
/// <remarks>Receivers behind one link do not know of each other's tries. What they cost the others is bounded by their length and by how
/// rare they become: of ten minutes with a lane that never fits, the tries take less than ten seconds, and chance keeps those of several
/// receivers apart.</remarks>
internal sealed class LayerTimer(TimeSpan first, SeededRandom random)
{
    private readonly TimeSpan _first = first;
    /// <summary>A link that has become better is noticed in this time.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private TimeSpan _length = first;

    public Instant At { get; private set; }

    /// <summary>A try did harm, was refused, or the lane had to be given up.</summary>
    public void Failed(Instant now)
    {
        _length = _length * 2 < Longest ? _length * 2 : Longest;
        Restart(now);
    }

    /// <summary>Somebody else's try failed, or something else filled the link: what was planned is put off.</summary>
    public void PutOff(Instant now) => At = Instant.Max(At, now + Some());

    /// <summary>The lane has held for long: what was before it does not count.</summary>
    public void Forgive() => _length = _first;

    public void Restart(Instant now) => At = now + Some();

    /// <summary>Half to one and a half of its length.</summary>
    private TimeSpan Some() => _length * (0.5 + random.NextDouble());
}
