using Streaming.Server.Host.Contracts;

namespace Streaming.Server.Host.Http;

/// <summary>What became of a session's contract, what it sent lately, and what its receiver said of that.</summary>
/// <param name="Contracts">The last ones, the oldest first.</param>
/// <param name="Events">What happened to them: granted, moved, violated, kept again.</param>
/// <param name="Windows">Of 100 ms each, the newest last; none of a session that is over.</param>
/// <param name="Receptions">Its receiver's reports, the newest last.</param>
internal sealed record SessionHistory(
    IReadOnlyList<ContractDetails> Contracts,
    IReadOnlyList<ContractEvent> Events,
    IReadOnlyList<WindowDetails> Windows,
    IReadOnlyList<ReceptionDetails> Receptions);
