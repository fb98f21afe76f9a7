namespace Streaming.Player.Desktop.Window.Library;

/// <summary>An address that was opened before.</summary>
/// <param name="Name">The title's name, or the server's; empty where it was never known.</param>
/// <param name="ResumeAt">Where the viewer left off; null for a server, or at the beginning.</param>
internal sealed record RecentAddress(string Address, string Name, MediaTime? ResumeAt = null);
