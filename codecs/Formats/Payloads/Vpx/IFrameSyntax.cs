using Streaming.Formats.Media;

namespace Streaming.Formats.Payloads.Vpx;

/// <summary>
/// What differs between the payload formats of VP8 (RFC 7741) and VP9 (RFC 9628): the descriptor in front of each piece of a frame.
/// </summary>
internal interface IFrameSyntax
{
    /// <summary>Bytes of the descriptor in front of the first or a later piece.</summary>
    static abstract int DescriptorSize(in MediaSample sample, bool isFirst);

    static abstract void WriteDescriptor(Span<byte> descriptor, in MediaSample sample, Track track, bool isFirst, bool isLast);

    /// <summary>
    /// Finds the end of the descriptor, and whether a frame begins behind it; false where there is none or nothing behind.
    /// </summary>
    static abstract bool TryReadDescriptor(ReadOnlySpan<byte> payload, out int size, out bool isStart);
}
