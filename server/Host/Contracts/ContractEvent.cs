namespace Streaming.Server.Host.Contracts;

/// <summary>Something that happened to a session's contract, for its history.</summary>
/// <param name="Kind"><c>granted</c>, <c>moved</c>, <c>inForce</c>, <c>violated</c>, <c>kept</c>, <c>breaker</c>, <c>ended</c>.</param>
/// <param name="Text">For people.</param>
public sealed record ContractEvent(DateTimeOffset At, string Kind, string Text);
