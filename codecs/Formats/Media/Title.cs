namespace Streaming.Formats.Media;

/// <summary>The facts of one complex stream: several simple streams on one timeline.</summary>
public sealed record Title
{
    /// <summary>The slug of the source's file name: <c>[a-z0-9_-]+</c>; the path in <c>rtsp://host/ID</c>.</summary>
    public required string Id { get; init; }

    /// <summary>For people: the source's title tag, else its file name without extension.</summary>
    public required string Name { get; init; }

    /// <summary>That of the longest track.</summary>
    public required TimeSpan Duration { get; init; }

    public required IReadOnlyList<Track> Tracks { get; init; }

    public IReadOnlyList<Chapter> Chapters { get; init; } = [];

    /// <summary>The file name of the cover or thumbnail within the title's folder; empty where there is none.</summary>
    public string Cover { get; init; } = "";

    /// <summary>The file (or <c>.title</c> folder) it was imported from, as an absolute path.</summary>
    public string Source { get; init; } = "";

    /// <summary>What the title was made from and how (path, size, time of change, options); equal text means importing again changes
    /// nothing.</summary>
    public string Fingerprint { get; init; } = "";
}
