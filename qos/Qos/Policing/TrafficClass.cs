namespace Streaming.Qos.Policing;

/// <summary>What a packet carries, as far as its treatment on the way depends on it.</summary>
public enum TrafficClass
{
    /// <summary>RTCP, and whatever else keeps a session together.</summary>
    Control,

    Audio,

    Video,

    /// <summary>Subtitles and slides: little of it, and late is better than never.</summary>
    Text,
}
