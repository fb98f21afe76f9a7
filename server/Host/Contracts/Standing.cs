using Streaming.Qos.Admission;
using Streaming.Qos.FlowSpecs;
using Streaming.Qos.Renegotiation;
using Streaming.Server.Contracts;
using Streaming.Server.Sessions;

namespace Streaming.Server.Host.Contracts;

/// <summary>What the desk knows of a session: what it holds, and what it may be moved to. Immutable.</summary>
/// <param name="Wish">The last one that was granted.</param>
/// <param name="Point">Reserved for it now; a session that plays follows at its next key picture.</param>
/// <param name="Since">When it first reserved: among equals the younger gives way.</param>
internal sealed record Standing(FlowId Flow, ReservationWish Wish, OperatingPoint Point, Contract Contract, Instant Since)
{
    public SessionId Session => Wish.Session;

    /// <summary>Why it was moved by the server; null: it was not.</summary>
    public MoveReason? Why { get; init; }

    /// <summary>The same for people: which link, for whom.</summary>
    public string Reason { get; init; } = "";

    /// <summary>It holds nothing any more, and has to end.</summary>
    public bool IsOver { get; init; }
}
