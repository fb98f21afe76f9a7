using Streaming.Formats.Media;

namespace Streaming.Server.Contracts;

/// <summary>One stream as its client wants it set up.</summary>
/// <param name="IsNamed">It has named the rendition, and is kept to it.</param>
/// <param name="MaxPacket">The largest RTP packet, header included, in bytes.</param>
public sealed record StreamSetup(TrackIndex Index, bool IsNamed, int MaxPacket)
{
    /// <summary>Its parity stream is set up too: the layout that the client asks for takes effect.</summary>
    public bool HasParity { get; init; }

    /// <summary>Its packets can be sent again: its client has been told how they would be numbered.</summary>
    public bool CanResend { get; init; }
}
