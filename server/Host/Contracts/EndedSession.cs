using Streaming.Qos.Monitoring;
using Streaming.Server.Host.Control;

namespace Streaming.Server.Host.Contracts;

/// <summary>A session that is over: how it stood, and whether its contract was kept.</summary>
/// <param name="Last">As it was at its end.</param>
public sealed record EndedSession(
    SessionSnapshot Last, string Reason, DateTimeOffset At, Verdict Verdict, IReadOnlyList<ContractEvent> Events);
