namespace Streaming.Player.Desktop.Memory;

/// <summary>How the viewer likes to watch, in whatever film.</summary>
internal sealed record Habits
{
    /// <summary>From 0 to 1.5.</summary>
    public double Volume { get; init; } = 1;

    public bool IsMuted { get; init; }

    /// <summary>RFC 5646; null where the viewer never chose.</summary>
    public string? Audio { get; init; }

    /// <summary>Empty where subtitles were turned off; null where the viewer never chose.</summary>
    public string? Text { get; init; }

    public string? SecondText { get; init; }
}
