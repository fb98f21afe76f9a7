namespace Streaming.Qos.Renegotiation;

/// <summary>Why a session changes its level, or ends.</summary>
public enum MoveReason
{
    /// <summary>The client asked for it.</summary>
    ClientWish,

    /// <summary>A link of the path carries less than before.</summary>
    LinkShrank,

    /// <summary>A more important session needs the room.</summary>
    Preempted,

    /// <summary>More is lost on the way than was agreed on.</summary>
    Loss,

    /// <summary>The circuit breaker asks for a tenth of the rate, or for silence. RFC 8083 §4.5.</summary>
    Breaker,

    /// <summary>There is room again, and has been for long enough.</summary>
    RoomAgain,
}
