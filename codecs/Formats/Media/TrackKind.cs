namespace Streaming.Formats.Media;

/// <summary>What a simple stream is to the viewer.</summary>
public enum TrackKind
{
    Video,
    Audio,
    Text,
    Slides,
}
