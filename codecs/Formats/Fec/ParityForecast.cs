using Streaming.Formats.Rtp;

namespace Streaming.Formats.Fec;

/// <summary>Which parity is still to come, judged by what came: senders say their layout in every packet and keep it for a while.</summary>
/// <remarks>Rows lie end to end, and so do blocks, whose columns are spread over the block behind them. Right after a change, or before the
/// first column of any block was seen, it may think a block earlier than it is; then a packet is asked for again that parity would have
/// brought.</remarks>
internal sealed class ParityForecast
{
    /// <summary>By how many packets parity may come behind its place.</summary>
    private const int Late = 4;

    /// <summary>Longer without any, and there is none any more; a burst of losses is no change of layout.</summary>
    private const int Silence = 64;

    private PacketIndex _row;
    private PacketIndex _rowSeen;
    private int _rowLength;
    private PacketIndex _block;
    private PacketIndex _columnSeen;
    private int _columns;
    private int _rows;

    public void Observe(in RepairPacket repair, PacketIndex first, PacketIndex newest)
    {
        if (repair.Kind != ParityKind.Column)
        {
            (_row, _rowSeen, _rowLength) = (first, newest, repair.Count);
            return;
        }

        // Its block begins at the first column, which may be this one or one of the L - 1 before it.
        bool isSame = _columns == repair.Stride && _rows == repair.Count;
        (_columns, _rows, _columnSeen) = (repair.Stride, repair.Count, newest);
        _block = isSame && Into(_block, first, _columns * _rows) < _columns ? StartOf(_block, first, _columns * _rows) : first;
    }

    /// <summary>Whether parity comes at all.</summary>
    public bool HasAny(PacketIndex newest) => HasRows(newest) || HasColumns(newest);

    /// <summary>Whether the parity of a packet's row may still be under way.</summary>
    public bool RowMayCome(PacketIndex missing, PacketIndex newest) =>
        HasRows(newest) && newest < StartOf(_row, missing, _rowLength) + (_rowLength - 1 + Late);

    /// <summary>Whether the parity of its column may still be under way.</summary>
    public bool ColumnMayCome(PacketIndex missing, PacketIndex newest)
    {
        if (!HasColumns(newest))
            return false;
        int packets = _columns * _rows;
        PacketIndex block = StartOf(_block, missing, packets);
        long column = (missing - block) % _columns;
        return newest < block + (packets + ((column + 1) * _rows) - 1 + Late);
    }

    public void Clear() => (_rowLength, _columns, _rows) = (0, 0, 0);

    private bool HasRows(PacketIndex newest) => _rowLength > 0 && newest - _rowSeen <= Silence + (4L * _rowLength);

    private bool HasColumns(PacketIndex newest) => _columns > 0 && newest - _columnSeen <= Silence + (3L * _columns * _rows);

    private static long Into(PacketIndex start, PacketIndex index, int length) => (((index - start) % length) + length) % length;

    private static PacketIndex StartOf(PacketIndex start, PacketIndex index, int length) => index + -Into(start, index, length);
}
