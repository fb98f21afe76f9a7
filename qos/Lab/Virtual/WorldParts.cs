using Streaming.Lab.Virtual.Checks;
using Streaming.Lab.Virtual.Serving;
using Streaming.Lab.Virtual.Viewing;
using Streaming.Server.Host.Contracts;

namespace Streaming.Lab.Virtual;

/// <summary>What a world is put together from.</summary>
internal sealed record WorldParts
{
    /// <summary>When the run begins.</summary>
    public required Instant Start { get; init; }

    public required IReadOnlyList<CastMember> Cast { get; init; }

    public required Layout Layout { get; init; }

    public required RunNetwork Network { get; init; }

    /// <summary>What the server is told of the network.</summary>
    public required NetworkOptions Declared { get; init; }

    public required EventLog Events { get; init; }

    public required ReservationCheck Reservations { get; init; }

    /// <summary>Who is told what the server decides.</summary>
    public required IServerWitness Witness { get; init; }

    /// <summary>What the server sends by.</summary>
    public required IServerWire Wire { get; init; }

    /// <summary>Is given each server that is started.</summary>
    public required Action<VirtualServer> Started { get; init; }

    /// <summary>A viewer that comes now.</summary>
    public required Func<CastMember, Instant, VirtualViewer> Viewer { get; init; }
}
