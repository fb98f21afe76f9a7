namespace Streaming.Server.Host.Configuration;

/// <summary>What somebody who mistyped a name may have meant.</summary>
internal static class Suggestion
{
    /// <summary>Names longer than this are not compared: the comparison's cost is the product of the lengths.</summary>
    private const int MaxLength = 64;

    /// <summary>"; did you mean 'rtsp.port'?", or nothing where no name is near.</summary>
    public static string For(string given, IEnumerable<string> known)
    {
        if (given.Length > MaxLength)
            return "";
        (int Distance, string Name) best = known
            .Select(name => (Distance: Math.Min(Distance(given, name), SameLastPart(given, name) ? 1 : int.MaxValue), Name: name))
            .DefaultIfEmpty((int.MaxValue, ""))
            .MinBy(pair => pair.Item1);
        return best.Distance <= Math.Max(1, given.Length / 3) ? $"; did you mean '{best.Name}'?" : "";
    }

    /// <summary>A key in the wrong section, or without one.</summary>
    private static bool SameLastPart(string given, string name) =>
        string.Equals(given[(given.LastIndexOf('.') + 1)..], name[(name.LastIndexOf('.') + 1)..], StringComparison.OrdinalIgnoreCase);

    /// <summary>Insertions, deletions, exchanges and swaps of neighbours that make one text of the other, letter case aside.</summary>
    private static int Distance(string left, string right)
    {
        int[,] cost = new int[left.Length + 1, right.Length + 1];
        for (int row = 0; row <= left.Length; row++)
            cost[row, 0] = row;
        for (int column = 0; column <= right.Length; column++)
            cost[0, column] = column;
        for (int row = 1; row <= left.Length; row++)
        {
            for (int column = 1; column <= right.Length; column++)
            {
                int change = Same(left[row - 1], right[column - 1]) ? 0 : 1;
                int least = Math.Min(Math.Min(cost[row - 1, column], cost[row, column - 1]) + 1, cost[row - 1, column - 1] + change);
                if (row > 1 && column > 1 && Same(left[row - 1], right[column - 2]) && Same(left[row - 2], right[column - 1]))
                    least = Math.Min(least, cost[row - 2, column - 2] + 1);
                cost[row, column] = least;
            }
        }

        return cost[left.Length, right.Length];
    }

    private static bool Same(char left, char right) => char.ToLowerInvariant(left) == char.ToLowerInvariant(right);
}
