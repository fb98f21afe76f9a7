using Streaming.Qos.FlowSpecs;

namespace Streaming.Server.Sending;

/// <summary>Another contract for a session, and what its streams send under it.</summary>
/// <remarks>
/// Takes effect stream by stream, where each can change without harm (see <see cref="StreamChange"/>), and is in force when all have:
/// <see cref="SendSession.TryTakeChange"/> then says so. Until then the session keeps to the wider of the two traffic specifications, since
/// the old rendition still leaves. One that comes before the last is in force takes its place: only the latest is ever reported. A pause
/// leaves it pending, a PLAY with a position puts it in force at once.
/// </remarks>
/// <param name="Contract">Its traffic is what the session is shaped to, its class what its packets are marked by.</param>
/// <param name="Streams">Those that send something else from now on; the others go on as they are.</param>
public sealed record SendChange(Contract Contract, IReadOnlyList<StreamChange> Streams)
{
    /// <summary>The token bucket that packets sent again keep to, besides the contract's, of which it is a part; null: none are. In force
    /// with the contract.</summary>
    public TrafficSpec? Resend { get; init; }
}
