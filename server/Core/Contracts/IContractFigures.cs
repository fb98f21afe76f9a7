using Streaming.Server.Sessions;

namespace Streaming.Server.Contracts;

/// <summary>How contracts are kept, for the viewer who asks: one line each, no control characters. May be called from any thread.</summary>
public interface IContractFigures
{
    /// <summary>What the contract is measured by; null where nothing has been measured yet.</summary>
    string? Quality(SessionId session, Instant now);

    /// <summary>Whether it is kept, and if not: which term, since when and by whose doing; null where nothing is known.</summary>
    string? Verdict(SessionId session, Instant now);
}
