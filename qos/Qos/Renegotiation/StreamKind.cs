namespace Streaming.Qos.Renegotiation;

/// <summary>What a stream is to the viewer: it decides how long it is kept.</summary>
public enum StreamKind
{
    Video,
    Sound,

    /// <summary>Subtitles.</summary>
    Text,

    /// <summary>Pictures that change now and then.</summary>
    Slides,
}
