namespace Streaming.Qos.Protection;

/// <summary>The layouts of parity that are chosen from, the cheapest first; of one price the quickest first.</summary>
/// <remarks>Finitely many, so that a choice is a walk over all of them: prices from 5 to 50 % with every length of block that delay may
/// allow. Slow streams (sound: 45 packets a second) find theirs among the smallest.</remarks>
public static class ProtectionLadder
{
    private static readonly byte[] Columns = [2, 3, 4, 5, 8, 10, 16, 20, 32, 40];

    private static readonly byte[] Rows = [2, 4, 5, 6, 8, 10];

    public static IReadOnlyList<ParityLayout> Layouts { get; } = [.. All().OrderBy(one => one.Overhead).ThenBy(one => one.Span)];

    private static IEnumerable<ParityLayout> All()
    {
        foreach (byte columns in Columns)
        {
            if (columns is >= 4 and <= 20)
                yield return ParityLayout.OfRows(columns);
            foreach (byte rows in Rows)
            {
                if (columns * rows > ParityLayout.MostPackets)
                    continue;
                yield return ParityLayout.OfColumns(columns, rows);
                if (columns >= 4 && rows >= 4)
                    yield return ParityLayout.OfBoth(columns, rows);
            }
        }
    }
}
