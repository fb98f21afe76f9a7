using Streaming.Qos.Protection;

namespace Streaming.Qos.Tests.Protection;

/// <summary>Loses packets of protected blocks with dice, and mends what can be mended in turns: what the formulas are held
/// against.</summary>
internal static class PeelingSimulation
{
    /// <returns>The share of media packets that is missing in the end.</returns>
    public static double Residual(ParityLayout layout, GilbertElliott model, ulong seed, int blocks)
    {
        LossyLine line = new(model, seed);
        (bool[] Media, bool[] Rows)? before = null;
        long missing = 0, counted = 0;
        for (int block = 0; block <= blocks; block++)
        {
            bool[] media = new bool[layout.Packets];
            bool[] rows = new bool[layout.HasRowParity ? layout.Packets / layout.Columns : 0];
            bool[] columns = new bool[layout.HasColumnParity ? layout.Columns : 0];
            for (int i = 0; i < media.Length; i++)
            {
                media[i] = line.LosesNext();
                if (rows.Length > 0 && (i + 1) % layout.Columns == 0)
                    rows[i / layout.Columns] = line.LosesNext();
                if (columns.Length > 0 && (i + 1) % layout.Rows == 0)
                    columns[i / layout.Rows] = line.LosesNext();
            }

            if (before is { } closed)
            {
                Peel(layout, closed.Media, closed.Rows, columns);
                missing += closed.Media.Count(lost => lost);
                counted += layout.Packets;
            }

            before = (media, rows);
        }

        return (double)missing / counted;
    }

    private static void Peel(ParityLayout layout, bool[] media, bool[] rows, bool[] columns)
    {
        bool hasChanged = true;
        while (hasChanged)
        {
            hasChanged = false;
            for (int column = 0; column < columns.Length; column++)
                hasChanged |= !columns[column] && Mend(media, column, layout.Columns, layout.Rows);
            for (int row = 0; row < rows.Length; row++)
                hasChanged |= !rows[row] && Mend(media, row * layout.Columns, 1, layout.Columns);
        }
    }

    private static bool Mend(bool[] media, int first, int step, int count)
    {
        int? only = null;
        for (int i = 0; i < count; i++)
        {
            if (!media[first + (i * step)])
                continue;
            if (only is not null)
                return false;
            only = first + (i * step);
        }

        if (only is not { } lost)
            return false;
        media[lost] = false;
        return true;
    }
}
