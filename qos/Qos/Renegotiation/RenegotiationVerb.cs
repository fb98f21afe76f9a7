namespace Streaming.Qos.Renegotiation;

/// <summary>What to do about a session's level.</summary>
public abstract record RenegotiationVerb
{
    /// <summary>Nothing.</summary>
    public static readonly RenegotiationVerb Keep = new Stay();

    private RenegotiationVerb()
    {
    }

    /// <summary>Nothing: <see cref="Keep"/>.</summary>
    public sealed record Stay : RenegotiationVerb;

    /// <summary>To another level, with its reservation.</summary>
    public sealed record MoveTo(int Level, MoveReason Why) : RenegotiationVerb;

    /// <summary>No level is left: the session ends, and its client is told why.</summary>
    public sealed record End(MoveReason Why) : RenegotiationVerb;
}
