using Streaming.Server.Sessions;

namespace Streaming.Server.Contracts;

/// <summary>Where nobody measures.</summary>
public sealed class NoFigures : IContractFigures
{
    public string? Quality(SessionId session, Instant now) => null;

    public string? Verdict(SessionId session, Instant now) => null;
}
