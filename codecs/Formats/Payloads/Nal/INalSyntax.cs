using Streaming.Formats.Media;

namespace Streaming.Formats.Payloads.Nal;

/// <summary>
/// What differs between the payload formats of H.264 (RFC 6184) and H.265 (RFC 7798), which are otherwise one and the same.
/// </summary>
/// <remarks>Static, so that the shared machinery is compiled once per coding without an indirect call per packet.</remarks>
internal interface INalSyntax
{
    /// <summary>Bytes of a NAL unit's own header, and of the payload header of an aggregation.</summary>
    static abstract int HeaderSize { get; }

    /// <summary>Fills <see cref="HeaderSize"/> bytes that announce the given units.</summary>
    static abstract void WriteAggregationHeader(Span<byte> header, ReadOnlySpan<MediaUnit> units);

    /// <summary>Fills <see cref="HeaderSize"/> + 1 bytes in front of a fragment of the NAL unit with the given head.</summary>
    static abstract void WriteFragmentHeader(Span<byte> header, ushort head, bool isFirst, bool isLast);

    /// <summary>Rebuilds the fragmented unit's header, <see cref="HeaderSize"/> bytes, from a fragment of at least one byte more.</summary>
    static abstract void ReadFragmentHeader(ReadOnlySpan<byte> payload, Span<byte> unitHeader, out bool isFirst, out bool isLast);

    static abstract NalPayloadKind KindOf(ReadOnlySpan<byte> payload);

    /// <summary>Whether a NAL unit is an access unit delimiter, before which nothing of its access unit can be missing.</summary>
    static abstract bool IsDelimiter(ReadOnlySpan<byte> unit);
}
