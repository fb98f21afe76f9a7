using Streaming.Lab.Viewers;
using Streaming.Lab.Virtual.Serving;

namespace Streaming.Lab.Virtual;

/// <summary>Where a test may put something of its own between the parts of a run, to plant a fault that the checks must find.</summary>
internal sealed record Seams
{
    public static readonly Seams None = new();

    public Func<IServerWire, IServerWire> Wire { get; init; } = static wire => wire;

    public Func<IServerWitness, IServerWitness> Witness { get; init; } = static witness => witness;

    /// <summary>Is given each server that is started.</summary>
    public Action<VirtualServer> Server { get; init; } = static _ => { };

    /// <summary>Where pictures wait for their time at each viewer; null: where a player's do.</summary>
    public Func<IPictureLine>? Pictures { get; init; }
}
