namespace Streaming.Player.Desktop.Window.Scenes;

/// <summary>The drawn signs.</summary>
internal enum SymbolKind
{
    Play,
    Pause,
    FastForward,
    Rewind,
    Speaker,
    Muted,
}
