using Streaming.Formats.Rtp;

namespace Streaming.Formats.Fec;

/// <summary>Makes the two FEC streams of a transport stream over RTP: columns for the media's port + 2, rows for port + 4. SMPTE
/// 2022-1 §7.</summary>
/// <remarks>Contract: after each <see cref="Accept"/> and <see cref="End"/>, while <see cref="HasNext"/>, <see cref="WriteNext"/> what may
/// leave.</remarks>
public sealed class Smpte2022Encoder
{
    /// <summary>Of both FEC streams; fixed by the standard, §8.2.</summary>
    public const byte PayloadType = 96;

    private readonly ParityEncoder _parity;
    private readonly Ssrc _columnStream;
    private readonly Ssrc _rowStream;
    private SequenceNumber _nextColumn;
    private SequenceNumber _nextRow;

    /// <param name="source">The stream to protect.</param>
    /// <param name="layout">One that <see cref="Allows"/> allows.</param>
    /// <param name="columns">Source and first number of the column stream.</param>
    /// <param name="rows">The same of the row stream; not used where there is no row parity.</param>
    /// <exception cref="InvalidOperationException">The layout is not allowed.</exception>
    public Smpte2022Encoder(Ssrc source, ParityLayout layout, StreamIdentity columns, StreamIdentity rows)
    {
        Invariant.That(Allows(layout), $"SMPTE 2022-1 has no parity of {layout}");
        _parity = new(source);
        _parity.Change(layout);
        (_columnStream, _nextColumn) = (columns.Ssrc, columns.First);
        (_rowStream, _nextRow) = (rows.Ssrc, rows.First);
    }

    /// <summary>Whether a FEC packet is ready to leave.</summary>
    public bool HasNext => _parity.HasNext;

    /// <summary>Bytes of it.</summary>
    public int NextSize => Smpte2022Packet.Overhead + _parity.NextSize;

    /// <summary>What every receiver must take: columns always, 1 ≤ L ≤ 20, 4 ≤ D ≤ 20, L × D ≤ 100; with rows, L ≥ 4. §8.1.</summary>
    public static bool Allows(ParityLayout layout) =>
        layout is { Columns: >= 1 and <= 20, Rows: >= 4 and <= 20, Packets: <= 100 } && (!layout.HasRowParity || layout.Columns >= 4);

    /// <summary>A packet of the transport stream has left; packets come in the order of their numbers.</summary>
    public void Accept(ReadOnlySpan<byte> rtpPacket) => _parity.Accept(rtpPacket);

    /// <summary>The stream is over: what is left of its parity may leave. The block it leaves unfinished has fewer rows, and says so,
    /// packet by packet; a receiver that wants nothing but whole blocks reads over it.</summary>
    public void End() => _parity.Flush();

    /// <summary>Writes the next FEC packet, a whole RTP packet of <see cref="NextSize"/> bytes.</summary>
    /// <param name="isRow">Whether it belongs to the row stream.</param>
    /// <returns>Its length.</returns>
    public int WriteNext(Span<byte> destination, out bool isRow)
    {
        bool hasOne = _parity.TryTake(out RepairPacket repair);
        Invariant.That(hasOne);
        isRow = repair.Kind != ParityKind.Column;
        ref SequenceNumber next = ref isRow ? ref _nextRow : ref _nextColumn;
        int length = Smpte2022Packet.Write(destination, repair, PayloadType, next, isRow ? _rowStream : _columnStream);
        next += 1;
        return length;
    }
}
