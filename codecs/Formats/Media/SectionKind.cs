namespace Streaming.Formats.Media;

/// <summary>What a section of the index file holds.</summary>
internal enum SectionKind : uint
{
    Title = 1,
    Samples = 2,
    Units = 3,

    /// <summary>One <see cref="TrafficFacts"/>, or nothing: then the other sections of traffic are empty too.</summary>
    Traffic = 4,

    /// <summary><see cref="EnvelopePoint"/>, by rising rate.</summary>
    Envelope = 5,

    /// <summary><see cref="PlanFacts"/>, by rising buffer.</summary>
    Plans = 6,

    /// <summary><see cref="PlanVertex"/> of all plans, one plan behind the other.</summary>
    Vertices = 7,

    /// <summary><see cref="TrackTraffic.BytesBefore"/>.</summary>
    Bytes = 8,
}
