namespace Streaming.Formats.Multiplexing;

/// <summary>The only program of a transport stream: what its tables say. ISO/IEC 13818-1 §2.4.4, ETSI EN 300 468 §5.2.3.</summary>
/// <param name="TransportStream">Its number among those of a network.</param>
/// <param name="Number">Of the program: 1 … 65 535.</param>
/// <param name="Service">Its name, for people.</param>
/// <param name="Provider">Who offers it, for people.</param>
/// <param name="Streams">The first is the picture, or the first sound where there is none; it carries the clock.</param>
public sealed record ProgramDescription(
    ushort TransportStream, ushort Number, string Service, string Provider, IReadOnlyList<ElementaryStream> Streams)
{
    /// <summary>Of the program map. The lowest that is free for it: 0x10 to 0x1f are DVB's. EN 300 468 §5.1.3.</summary>
    public const int MapPid = 0x20;

    /// <summary>Of the first stream, the second and so on.</summary>
    public const int FirstPid = 0x100;
}
