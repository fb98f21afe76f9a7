using Streaming.Testing.Repair;

namespace Streaming.Codecs.Tests.Fec;

/// <summary>What can be recovered, judged from which packets are lost and nothing else: no bytes, no numbers, no window.</summary>
internal static class PeelingReference
{
    /// <summary>A line like that of <see cref="RecoveryTrial"/>: media, the parity of a row at its end, and one column of the block before
    /// after every D packets.</summary>
    public static (long Lost, long Recovered) Run(ParityLayout layout, LossPattern loss, int packets)
    {
        (int columns, int rows) = (layout.Columns, Math.Max(1, (int)layout.Rows));
        List<Block> blocks = [];
        for (int i = 0; i < packets; i++)
        {
            int place = i % layout.Packets;
            if (place == 0)
                blocks.Add(new(columns, rows));
            blocks[^1].Media[place / columns, place % columns] = !loss.Next();
            if (layout.HasRowParity && place % columns == columns - 1)
                blocks[^1].RowParity[place / columns] = !loss.Next();
            if (layout.HasColumnParity && blocks.Count > 1 && (place + 1) % rows == 0)
                blocks[^2].ColumnParity[place / rows] = !loss.Next();
        }

        // Of the last block, if it is not full, what was not sent is no loss and helps nobody.
        long lost = 0, left = 0;
        for (int i = 0; i < packets; i++)
            lost += blocks[i / layout.Packets].Has(i % layout.Packets) ? 0 : 1;
        foreach (Block block in blocks)
            block.Peel();
        for (int i = 0; i < packets; i++)
            left += blocks[i / layout.Packets].Has(i % layout.Packets) ? 0 : 1;
        return (lost, lost - left);
    }

    /// <summary>Which packets of a list are there once everything is done that parity can do.</summary>
    /// <param name="parity">Which packets each sum that arrived is of.</param>
    public static HashSet<int> Close(IEnumerable<int> arrived, IReadOnlyList<int[]> parity)
    {
        HashSet<int> here = [.. arrived];
        for (bool isDone = false; !isDone;)
        {
            isDone = true;
            foreach (int[] sum in parity)
            {
                if (sum.Count(number => !here.Contains(number)) != 1)
                    continue;
                here.UnionWith(sum);
                isDone = false;
            }
        }

        return here;
    }

    private sealed class Block(int columns, int rows)
    {
        public bool[,] Media { get; } = new bool[rows, columns];

        public bool[] RowParity { get; } = new bool[rows];

        public bool[] ColumnParity { get; } = new bool[columns];

        public bool Has(int place) => Media[place / columns, place % columns];

        public void Peel()
        {
            while (Rows() | Columns())
            {
            }
        }

        private bool Rows()
        {
            bool any = false;
            for (int row = 0; row < rows; row++)
            {
                int missing = 0, last = 0;
                for (int column = 0; column < columns; column++)
                    (missing, last) = Media[row, column] ? (missing, last) : (missing + 1, column);
                if (missing == 1 && RowParity[row])
                    any = Media[row, last] = true;
            }

            return any;
        }

        private bool Columns()
        {
            bool any = false;
            for (int column = 0; column < columns; column++)
            {
                int missing = 0, last = 0;
                for (int row = 0; row < rows; row++)
                    (missing, last) = Media[row, column] ? (missing, last) : (missing + 1, row);
                if (missing == 1 && ColumnParity[column])
                    any = Media[last, column] = true;
            }

            return any;
        }
    }
}
