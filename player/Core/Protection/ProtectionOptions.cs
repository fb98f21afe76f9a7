using Streaming.Qos.Protection;

namespace Streaming.Player.Protection;

/// <summary>How a receiver has what it receives protected.</summary>
public sealed record ProtectionOptions
{
    /// <summary>One layout for every stream, whatever is lost; null: as the losses ask for.</summary>
    public ParityLayout? Fixed { get; init; }

    /// <summary>What protection may cost, and what it is for.</summary>
    public ProtectionBudget Budget { get; init; } = new();
}
