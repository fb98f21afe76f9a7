using Streaming.Formats.Rtp;

namespace Streaming.Player.Sessions;

/// <summary>The stream of parity that goes with a stream, as it was set up: it comes on the same ports, or to a group of its own.</summary>
/// <param name="PayloadType">By which its packets are told from those of the stream.</param>
/// <param name="Ssrc">Who sends it, where the server named it.</param>
/// <param name="RepairWindow">How long behind a packet the last parity that covers it comes, at most.</param>
public sealed record ParitySetup(byte PayloadType, Ssrc? Ssrc, TimeSpan RepairWindow)
{
    /// <summary>The group that is joined for it; null: it comes with the stream it protects.</summary>
    public OfferedGroup? Group { get; init; }
}
