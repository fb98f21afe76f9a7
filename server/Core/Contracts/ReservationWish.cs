using System.Net;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Sessions;

namespace Streaming.Server.Contracts;

/// <summary>A session asks for a contract, or for another one in place of the one it has.</summary>
/// <param name="Points">What it would take, the best first; at least one.</param>
/// <param name="Asked">With the priority that counts: what the viewer asked for, where he may.</param>
/// <param name="Generation">The number that the contract will have.</param>
/// <param name="Ends">How long it is expected to last, where that is known: what another viewer's "later" is computed from.</param>
public sealed record ReservationWish(
    SessionId Session, IPAddress Client, IReadOnlyList<OperatingPoint> Points, FlowSpec Asked, int Generation, TimeSpan? Ends)
{
    /// <summary>The priority of whoever says nothing.</summary>
    public const int DefaultPriority = 5;

    public int Priority => Asked.Priority ?? DefaultPriority;

    /// <summary>The contract that grants one of its points.</summary>
    /// <param name="reserved">R; zero for best effort.</param>
    /// <param name="delayBound">Guaranteed service only.</param>
    public Contract Promise(OperatingPoint point, BitRate reserved, TimeSpan? delayBound) => new()
    {
        Generation = Generation,
        Class = Asked.Class,
        Traffic = point.Traffic,
        Reserved = reserved,
        DelayBound = delayBound,
        Buffer = point.Buffer,
        Priority = Priority,
        Protection = point.Protection,
        Resend = point.Resend is null ? null : Asked.Resend,
        Asked = Asked,
    };
}
