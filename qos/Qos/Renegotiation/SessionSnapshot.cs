namespace Streaming.Qos.Renegotiation;

/// <summary>What is known of one session when its level is reconsidered.</summary>
public readonly record struct SessionSnapshot
{
    /// <summary>What it plays, in its ladder; 0 is the best.</summary>
    public required int Level { get; init; }

    /// <summary>The best level that its links and the machine have room for now, its own reservation counted as free; null: not even the
    /// least.</summary>
    public required int? Fits { get; init; }

    /// <summary>What took the room, where <see cref="Fits"/> is worse than <see cref="Level"/>.</summary>
    public MoveReason Shortage { get; init; }

    /// <summary>The best level the client wants.</summary>
    public int Wished { get; init; }

    /// <summary>More is lost, later, or more jittery on the way than was promised, by the network: the monitor's word.</summary>
    public bool IsHurt { get; init; }

    /// <summary>What the receiver lost lately: tells whether a move helped.</summary>
    public Ratio Loss { get; init; }

    /// <summary>What the circuit breaker asks for.</summary>
    public Safety.BreakerVerdict Breaker { get; init; }
}
