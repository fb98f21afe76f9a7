namespace Streaming.Lab.Records;

/// <summary>Something that happened.</summary>
/// <param name="Kind">admitted, refused, inForce, moved, violated, kept, breaker, stalled, ended (the viewer is gone), released (the server
/// holds nothing for it any more), linkChanged, linkTold, serverKilled, serverStarted, cameBack, clockStep, seek, pause, resume, joined,
/// left.</param>
/// <param name="Session">Null: it concerns everybody.</param>
/// <param name="Link">Null: no link in particular.</param>
/// <param name="Text">One sentence.</param>
public sealed record RunEvent(double AtS, string Kind, string? Session, string? Link, string Text);
