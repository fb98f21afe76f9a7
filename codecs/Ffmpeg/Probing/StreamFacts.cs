namespace Streaming.Ffmpeg.Probing;

/// <summary>What a media file says of one of its streams.</summary>
public sealed record StreamFacts
{
    /// <summary>Within the file, from 0.</summary>
    public required int Index { get; init; }

    public required StreamKind Kind { get; init; }

    /// <summary>FFmpeg's name of the coding, such as <c>h264</c>.</summary>
    public required string Codec { get; init; }

    public string Profile { get; init; } = "";

    public byte[] Extradata { get; init; } = [];

    /// <summary>As the file writes it, usually ISO 639-2 (<c>eng</c>); empty where it says nothing.</summary>
    public string Language { get; init; } = "";

    public string Label { get; init; } = "";

    public bool IsDefault { get; init; }

    /// <summary>A still picture that stands for the file: its cover.</summary>
    public bool IsCover { get; init; }

    public int Width { get; init; }

    public int Height { get; init; }

    /// <summary>Clockwise, to show the picture upright: 0, 90, 180 or 270 degrees.</summary>
    public int Rotation { get; init; }

    /// <summary>Frames per second; 0 where unknown.</summary>
    public double FrameRate { get; init; }

    /// <summary>Such as <c>yuv420p</c>.</summary>
    public string PixelFormat { get; init; } = "";

    public int SampleRate { get; init; }

    public int Channels { get; init; }

    public BitRate Rate { get; init; }

    public TimeSpan Duration { get; init; }
}
