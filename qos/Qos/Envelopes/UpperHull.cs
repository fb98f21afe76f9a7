using System.Runtime.InteropServices;

namespace Streaming.Qos.Envelopes;

/// <summary>Upper convex hulls: points from left to right along which the slope falls.</summary>
internal static class UpperHull
{
    /// <summary>Adds a point to the right of all others, or above the last; those it overshadows go.</summary>
    public static void Extend(List<Point> hull, Point next)
    {
        if (hull.Count > 0 && hull[^1].X == next.X)
        {
            if (hull[^1].Y >= next.Y)
                return;
            hull.RemoveAt(hull.Count - 1);
        }

        while (hull.Count > 1 && IsAtLeastAsSteep(hull[^1], next, hull[^2], hull[^1]))
            hull.RemoveAt(hull.Count - 1);
        hull.Add(next);
    }

    /// <summary>The hull of two hulls that lie beside each other.</summary>
    public static List<Point> Join(List<Point> left, List<Point> right)
    {
        List<Point> joined = new(left.Count + right.Count);
        foreach (Point point in left)
            Extend(joined, point);
        foreach (Point point in right)
            Extend(joined, point);
        return joined;
    }

    /// <summary>The hull of two hulls that may overlap.</summary>
    public static List<Point> Merge(List<Point> one, List<Point> other)
    {
        List<Point> merged = new(one.Count + other.Count);
        for (int i = 0, j = 0; i < one.Count || j < other.Count;)
        {
            bool isFirst = j == other.Count || (i < one.Count && one[i].X <= other[j].X);
            Extend(merged, isFirst ? one[i++] : other[j++]);
        }

        return merged;
    }

    /// <summary>The hull of all sums of a point of one and a point of the other: the edges of both by falling slope.</summary>
    public static List<Point> Sum(List<Point> one, List<Point> other)
    {
        List<Point> sum = new(one.Count + other.Count) { one[0] + other[0] };
        for (int i = 0, j = 0; i + 1 < one.Count || j + 1 < other.Count;)
        {
            bool isFirst = j + 1 == other.Count
                || (i + 1 < one.Count && IsAtLeastAsSteep(one[i], one[i + 1], other[j], other[j + 1]));
            _ = isFirst ? i++ : j++;
            Extend(sum, one[i] + other[j]);
        }

        return sum;
    }

    private static bool IsAtLeastAsSteep(Point from, Point to, Point otherFrom, Point otherTo) =>
        (Int128)(to.Y - from.Y) * (otherTo.X - otherFrom.X) >= (Int128)(otherTo.Y - otherFrom.Y) * (to.X - from.X);

    [StructLayout(LayoutKind.Auto)]
    public readonly record struct Point(long X, long Y)
    {
        public static Point operator +(Point left, Point right) => new(left.X + right.X, left.Y + right.Y);
    }
}
