using Streaming.Formats.Media;

namespace Streaming.Ffmpeg.Probing;

/// <summary>What a media file says of itself.</summary>
public sealed record MediaFacts
{
    public required string Path { get; init; }

    /// <summary>FFmpeg's names of the container, such as <c>mov,mp4,m4a,3gp,3g2,mj2</c>.</summary>
    public required string Format { get; init; }

    /// <summary>The same for people.</summary>
    public string FormatName { get; init; } = "";

    /// <summary>Zero where the container does not say.</summary>
    public TimeSpan Duration { get; init; }

    public long Size { get; init; }

    public BitRate Rate { get; init; }

    /// <summary>The title tag; empty where there is none.</summary>
    public string Name { get; init; } = "";

    public required IReadOnlyList<StreamFacts> Streams { get; init; }

    public IReadOnlyList<Chapter> Chapters { get; init; } = [];

    /// <summary>Whether its clock may start anywhere and jump, as those of transport and program streams do.</summary>
    public bool HasBroadcastClock => Format is "mpegts" or "mpeg" or "mpegtsraw";
}
