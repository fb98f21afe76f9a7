using System.Net;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Sessions;

namespace Streaming.Server.Contracts;

/// <summary>A session asks for a contract, or for another one in place of the one it has.</summary>
/// <param name="Points">What it would take, the best first; at least one.</param>
/// <param name="Ends">How long it is expected to last, where that is known: what another viewer's "later" is computed from.</param>
public sealed record ReservationWish(
    SessionId Session, IPAddress Client, IReadOnlyList<OperatingPoint> Points, FlowSpec Asked, TimeSpan? Ends);
