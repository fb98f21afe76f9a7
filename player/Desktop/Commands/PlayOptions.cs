using Streaming.Player.Contracts;
using Streaming.Player.Protection;
using Streaming.Player.Sessions;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Player.Desktop.Commands;

/// <summary>What <c>play</c> was asked for.</summary>
internal sealed record PlayOptions
{
    /// <summary>A title's, or in a window a server's; empty: what to play is chosen there.</summary>
    public string Address { get; init; } = "";

    public TransportChoice Transport { get; init; }

    /// <summary>On which interface groups are joined; null: on that by which the server is reached.</summary>
    public string? Interface { get; init; }

    public MediaTime? Start { get; init; }

    public TimeSpan? Duration { get; init; }

    /// <summary>Null: chosen by the player.</summary>
    public TimeSpan? Latency { get; init; }

    public string? Audio { get; init; }

    public string? Text { get; init; }

    /// <summary>How frames of sound are spread over packets; null: each has its own.</summary>
    public string? Interleave { get; init; }

    public string? Report { get; init; }

    public string? Verify { get; init; }

    /// <summary>Null: nothing is repaired.</summary>
    public ProtectionOptions? Protection { get; init; } = new();

    public required FlowSpec Wish { get; init; }

    public required IReadOnlyList<LaterWish> Later { get; init; }
}
