namespace Streaming.Player.Desktop.Window.Library;

/// <summary>One thing that can be chosen: a title of the server, or an address of before.</summary>
internal sealed record ListEntry(string Address, string Name, MediaTime? ResumeAt, LibraryTitle? Title);
