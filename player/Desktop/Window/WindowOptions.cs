namespace Streaming.Player.Desktop.Window;

/// <summary>How a window begins.</summary>
internal sealed record WindowOptions
{
    /// <summary>The clock that the player's instants are of.</summary>
    public required Func<Instant> Clock { get; init; }

    /// <summary>A title's or a server's address; empty for the list alone.</summary>
    public string Address { get; init; } = "";

    public bool IsFullScreen { get; init; }

    public bool ShowsStatistics { get; init; }

    /// <summary>What a viewer's console should know of: no sound, a slow renderer.</summary>
    public Action<string>? Note { get; init; }

    /// <summary>Where screenshots go; null for the pictures folder, or the current one.</summary>
    public string? ScreenshotFolder { get; init; }
}
