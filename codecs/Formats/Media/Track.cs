using System.Text.Json.Serialization;

namespace Streaming.Formats.Media;

/// <summary>The facts of one simple stream.</summary>
public sealed record Track
{
    /// <summary>Stable within its title: 1, 2, 3 …; the number in <c>rtsp://host/title/trackID=1</c>.</summary>
    public required int Id { get; init; }

    public required TrackKind Kind { get; init; }

    public required Codec Codec { get; init; }

    /// <summary>The RTP clock, in which the index counts this track's times.</summary>
    public required ClockRate Clock { get; init; }

    /// <summary>RFC 5646 language tag in its shortest form (<c>en</c>, <c>de</c>), <c>und</c> where unknown.</summary>
    public string Language { get; init; } = "und";

    /// <summary>What the source calls the track ("Director's commentary"); empty where it says nothing.</summary>
    public string Label { get; init; } = "";

    /// <summary>The rendition of a video track: <c>source</c>, or a rung of the ladder such as <c>480p</c>. Empty for other
    /// kinds.</summary>
    public string Rendition { get; init; } = "";

    /// <summary>What plays when the client does not choose: the first of its kind, or the one the source marks.</summary>
    public bool IsDefault { get; init; }

    public int Width { get; init; }

    public int Height { get; init; }

    /// <summary>Clockwise rotation to show the picture upright: 0, 90, 180 or 270 degrees.</summary>
    public int Rotation { get; init; }

    /// <summary>Mean frame rate in frames per second; 0 where the notion does not apply.</summary>
    public double FrameRate { get; init; }

    public int Channels { get; init; }

    /// <summary>Hertz; 0 for what is not sound.</summary>
    public int SampleRate { get; init; }

    /// <summary>
    /// What a decoder needs before the first sample. H.264, H.265: the parameter sets in Annex B with four-byte start codes.
    /// AAC: the AudioSpecificConfig. AV1: the sequence header OBU. Timed text: the <c>tx3g</c> sample entry box. JPEG: one byte, 0 for
    /// 4:2:2
    /// or 1 for 4:2:0 (also if empty). Others: empty.
    /// </summary>
    public byte[] Configuration { get; init; } = [];

    /// <summary>Its samples are groups of access units, sent out of their order; null: each is one. Never stored: such a track is made
    /// from a stored one for whoever asks for it.</summary>
    [JsonIgnore]
    public Interleaving? Interleaving { get; init; }

    /// <summary>Mean rate of the coded samples, without any packet overhead.</summary>
    public BitRate MeanRate { get; init; }

    /// <summary>The most that any one second of the track holds.</summary>
    public BitRate PeakRate { get; init; }

    /// <summary>The name of the sample file within the title's folder.</summary>
    public string SampleFile { get; init; } = "";

    /// <summary>Bytes of the sample file; no sample of the index reaches beyond it.</summary>
    public long SampleFileSize { get; init; }
}
