namespace Streaming.Server.Host.DataPlane;

/// <summary>What control asks of a loop.</summary>
/// <param name="Done">Completed with whether the sender was running.</param>
internal readonly record struct LoopCommand(
    LoopCommandKind Kind, SenderRun Run, TaskCompletionSource<bool>? Done = null, string Reason = "")
{
    /// <summary>What is to be done on the loop's own thread.</summary>
    public Action<Instant>? Work { get; init; }

    /// <summary>The film whose loss is the reason; null: another.</summary>
    public IByteSource? Film { get; init; }
}
