namespace Streaming.Player.Desktop.Memory;

/// <summary>An address that was opened, as the file of the memory holds it.</summary>
/// <param name="Name">The title's or the server's; empty where it was never known.</param>
/// <param name="ResumeSeconds">Where the viewer left off; null at the beginning, near the end, and for a server.</param>
internal sealed record RememberedAddress(string Address, string Name, double? ResumeSeconds);
