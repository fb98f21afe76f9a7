namespace Streaming.Ffmpeg.Importing;

/// <summary>How sources are imported.</summary>
public sealed record ImportOptions
{
    public Ladder Ladder { get; init; } = Ladder.None;
}
