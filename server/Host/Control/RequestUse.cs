namespace Streaming.Server.Host.Control;

/// <summary>What came of a request, for the connection it came over.</summary>
/// <param name="Session">The one that was used or opened; null where there was none.</param>
/// <param name="IsLast">The connection is over with its answer.</param>
internal readonly record struct RequestUse(SessionMailbox? Session, bool IsLast);
