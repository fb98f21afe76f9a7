namespace Streaming.Formats.Rtp;

/// <summary>Puts one outgoing packet together from inline bytes and slices of the film, copying no payload.</summary>
/// <remarks>
/// Its owner hands in the two buffers: <see cref="MaxInline"/> bytes and <see cref="MaxParts"/> parts are enough for every payload
/// format here; running over is a broken invariant of a packetizer.
/// </remarks>
public ref struct PacketWriter
{
    /// <summary>RTP header 12 + the largest prefix: JPEG's main, table and two 64-byte tables, 8 + 4 + 128; the rest is room for
    /// extensions.</summary>
    public const int MaxInline = 256;

    /// <summary>Header and slice, eight times: an aggregation packet holds at most seven units.</summary>
    public const int MaxParts = 16;

    private readonly Span<byte> _inline;
    private readonly Span<PacketPart> _parts;
    private int _inlineUsed;
    private int _partCount;

    public PacketWriter(Span<byte> inline, Span<PacketPart> parts)
    {
        _inline = inline;
        _parts = parts;
    }

    /// <summary>Bytes of the whole packet so far.</summary>
    public int Length { get; private set; }

    /// <summary>Clock units that the packet's content begins after its sample's own time: added to the timestamp of this packet.</summary>
    /// <remarks>Zero but where a packet must carry the time of its first octet rather than that of its frame: PCM, RFC 3551 §4.1.</remarks>
    public int TimeOffset { get; set; }

    public readonly ReadOnlySpan<PacketPart> Parts => _parts[.._partCount];

    public readonly Span<byte> Inline => _inline[.._inlineUsed];

    /// <summary>Appends <paramref name="count"/> bytes for the caller to fill; neighbouring reservations become one part.</summary>
    public Span<byte> Reserve(int count)
    {
        Span<byte> room = _inline.Slice(_inlineUsed, count);
        if (_partCount > 0 && _parts[_partCount - 1].IsInline)
        {
            PacketPart last = _parts[_partCount - 1];
            _parts[_partCount - 1] = last with { Length = last.Length + count };
        }
        else
        {
            _parts[_partCount++] = new(_inlineUsed, count, IsInline: true);
        }

        _inlineUsed += count;
        Length += count;
        return room;
    }

    /// <summary>Puts the packet together in one piece, reading its slices by position.</summary>
    /// <param name="destination">At least <see cref="Length"/> bytes.</param>
    /// <returns>False where the film ends before them.</returns>
    public readonly bool TryCopyTo(Span<byte> destination, IByteSource film)
    {
        foreach (ref readonly PacketPart part in Parts)
        {
            Span<byte> piece = destination[..part.Length];
            if (part.IsInline)
                _inline.Slice((int)part.Offset, part.Length).CopyTo(piece);
            else if (!film.TryRead(part.Offset, piece))
                return false;
            destination = destination[part.Length..];
        }

        return true;
    }

    /// <summary>Appends <paramref name="length"/> bytes of the sample file.</summary>
    public void Slice(long offset, int length)
    {
        if (length == 0)
            return;
        _parts[_partCount++] = new(offset, length, IsInline: false);
        Length += length;
    }
}
