using Streaming.Player.Desktop.Playing;

namespace Streaming.Player.Desktop.Window;

/// <summary>What the interface wants done.</summary>
internal abstract record WindowEffect
{
    private WindowEffect()
    {
    }

    public sealed record Command(PlayerCommand What) : WindowEffect;

    /// <summary>The titles of a server are to be shown.</summary>
    public sealed record Fetch(string Address) : WindowEffect;

    public sealed record FullScreen(bool IsOn) : WindowEffect;

    public sealed record Screenshot : WindowEffect;

    /// <summary>What is in the clipboard is wanted as <see cref="Input.InputEvent.Dropped"/>.</summary>
    public sealed record Paste : WindowEffect;

    public sealed record Quit : WindowEffect;
}
