using Streaming.Server.Sending;

namespace Streaming.Server.Host.DataPlane;

/// <summary>What control asks of a loop.</summary>
/// <param name="Done">Completed with whether the session was running.</param>
internal readonly record struct LoopCommand(
    LoopCommandKind Kind, SessionRun Run, TaskCompletionSource<bool>? Done = null, string Reason = "", SendChange? Change = null);
