using Streaming.Qos.FlowSpecs;
using Streaming.Server.Sending;

namespace Streaming.Server.Contracts;

/// <summary>What a session and its viewer have agreed on, as it is at one moment. Immutable.</summary>
public sealed record Agreement
{
    /// <summary>A flapping link changes a contract every ten seconds: the last five minutes.</summary>
    private const int MostHistory = 32;

    public static readonly Agreement None = new();

    /// <summary>What the viewer asked for, with the priority that counts.</summary>
    public FlowSpec Asked { get; init; } = FlowSpec.Nothing;

    /// <summary>All that would serve him, the best first.</summary>
    public IReadOnlyList<OperatingPoint> Points { get; init; } = [];

    /// <summary>At which all of them are delivered; that of the film, where it is slower.</summary>
    public PlaySpeed Speed { get; init; }

    /// <summary>The contracts so far, the last ones only, the oldest first.</summary>
    public IReadOnlyList<ContractChange> History { get; private init; } = [];

    /// <summary>The latest granted, in force or about to be; null before the first.</summary>
    public ContractChange? Latest => History.Count > 0 ? History[^1] : null;

    /// <summary>What leaves follows this one; null before the first.</summary>
    public ContractChange? InForce => History.LastOrDefault(change => change.InForce is not null);

    /// <summary>Granted, and waiting for the next key picture common to both renditions; null: none.</summary>
    public ContractChange? Pending => Latest is { InForce: null } latest ? latest : null;

    public int NextGeneration => (Latest?.Contract.Generation ?? 0) + 1;

    internal Agreement With(ContractChange change) => this with { History = [.. History.TakeLast(MostHistory - 1), change] };

    /// <summary>Everything up to that generation has taken effect, or never will.</summary>
    internal Agreement Apply(int generation, Instant now) => this with
    {
        History = [.. History.Select(one => one.Contract.Generation == generation ? one with { InForce = one.InForce ?? now } : one)],
    };
}
