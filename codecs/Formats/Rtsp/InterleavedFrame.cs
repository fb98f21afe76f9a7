using System.Buffers;

namespace Streaming.Formats.Rtsp;

/// <summary>A packet of media inside the RTSP connection. RFC 2326 §10.12.</summary>
/// <remarks>
/// <code>
/// +-----+---------+-----------------+------------------+
/// | '$' | channel | length (16 bit) | RTP or RTCP      |
/// +-----+---------+-----------------+------------------+
/// </code>
/// </remarks>
/// <param name="Channel">As agreed in the Transport header's <c>interleaved</c>.</param>
/// <param name="Payload">A slice of the input it was read from: valid as long as that is.</param>
public readonly record struct InterleavedFrame(byte Channel, ReadOnlySequence<byte> Payload)
{
    /// <summary>Bytes before the payload.</summary>
    public const int HeaderSize = 4;

    public const byte Magic = (byte)'$';

    /// <summary>Writes the <see cref="HeaderSize"/> bytes in front of a packet of <paramref name="length"/> bytes.</summary>
    public static void WriteHeader(Span<byte> wire, byte channel, ushort length)
    {
        wire[0] = Magic;
        wire[1] = channel;
        wire[2] = (byte)(length >> 8);
        wire[3] = (byte)length;
    }
}
