namespace Streaming.Formats.Rtsp;

/// <summary>The most an RTSP peer may make us hold, so that no message costs more than about 170 kB.</summary>
public sealed record RtspLimits
{
    public static readonly RtspLimits Default = new();

    /// <summary>Bytes of the first line. URIs of real clients stay under 2 kB; 8 kB is what HTTP servers take. Beyond: 414.</summary>
    public int StartLine { get; init; } = 8 * 1024;

    /// <summary>Bytes of all header lines together. Real messages have under 2 kB; credentials may add some. Beyond: 400.</summary>
    public int Headers { get; init; } = 32 * 1024;

    /// <summary>Header lines, folded ones counted apart. Real messages have about ten. Beyond: 400.</summary>
    public int HeaderLines { get; init; } = 100;

    /// <summary>Bytes of the body: the largest session description (about 1 kB per simple stream, a hundred of them). Beyond:
    /// 413.</summary>
    public int Body { get; init; } = 128 * 1024;
}
