namespace Streaming.Server.Host.DataPlane;

/// <summary>What control asks of a loop.</summary>
internal readonly record struct LoopCommand(LoopCommandKind Kind, SessionRun Run, TaskCompletionSource? Done = null, string Reason = "");
