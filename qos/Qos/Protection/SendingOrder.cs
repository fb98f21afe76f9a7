namespace Streaming.Qos.Protection;

/// <summary>Where the packets of a block stand on the way: media in their order, row parity at its row's end, column parity of a block
/// after every D media packets of the block behind it.</summary>
internal sealed class SendingOrder
{
    private readonly int _width;
    private readonly int[] _media;

    /// <summary>Of each column, and of each row, the places of its media and its parity.</summary>
    private readonly int[][] _columns;
    private readonly int[][] _rows;

    public SendingOrder(ParityLayout layout)
    {
        _width = layout.Columns;
        _media = new int[layout.Packets];
        int rows = layout.Packets / layout.Columns;
        int[] columnParity = new int[layout.HasColumnParity ? layout.Columns : 0], rowParity = new int[layout.HasRowParity ? rows : 0];
        int place = 0;
        for (int i = 0; i < _media.Length; i++)
        {
            _media[i] = place++;
            if (rowParity.Length > 0 && (i + 1) % _width == 0)
                rowParity[i / _width] = place++;
            if (columnParity.Length > 0 && (i + 1) % rows == 0)
                columnParity[i / rows] = place++;
        }

        int length = place;
        _columns = [.. columnParity.Select((parity, column) =>
            (int[])[.. Enumerable.Range(0, rows).Select(row => _media[(row * _width) + column]), length + parity])];
        _rows = [.. rowParity.Select((parity, row) => (int[])[.. _media.AsSpan(row * _width, _width), parity])];
        Length = 2 * length;
    }

    /// <summary>Behind the last place of the block's parity.</summary>
    public int Length { get; }

    /// <summary>The place of a media packet of the block.</summary>
    public int this[int media] => _media[media];

    /// <summary>The places of its column, parity included, in their order; empty where columns have none.</summary>
    public ReadOnlySpan<int> Column(int media) => _columns.Length == 0 ? [] : _columns[media % _width];

    /// <summary>The same of its row.</summary>
    public ReadOnlySpan<int> Row(int media) => _rows.Length == 0 ? [] : _rows[media / _width];

    /// <summary>Those of both, each once.</summary>
    /// <param name="both">Room for all of them.</param>
    /// <returns>How many they are.</returns>
    public int Cross(int media, Span<int> both)
    {
        ReadOnlySpan<int> column = Column(media), row = Row(media);
        int count = 0;
        for (int c = 0, r = 0; c < column.Length || r < row.Length; count++)
        {
            bool isColumn = r == row.Length || (c < column.Length && column[c] <= row[r]);
            both[count] = isColumn ? column[c] : row[r];
            r += r < row.Length && row[r] == both[count] ? 1 : 0;
            c += isColumn ? 1 : 0;
        }

        return count;
    }
}
