namespace Streaming.Ffmpeg.Probing;

/// <summary>What a stream of a file holds.</summary>
public enum StreamKind
{
    Video,
    Audio,
    Subtitle,
    Other,
}
