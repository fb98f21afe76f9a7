namespace Streaming.Qos.Smoothing;

/// <summary>The shortest line through a row of gates: a string drawn tight between what must and what may be sent.</summary>
/// <remarks>
/// Of all plans that pass the gates this one has the smallest peak rate, the largest smallest rate, and the least variation by every
/// measure that is convex in the rate (Salehi, Zhang, Kurose, Towsley: Supporting Stored Video, IEEE/ACM Transactions on Networking 6:4,
/// 1998). From the last corner that is certain there are two tight lines to the gate at hand, one to each of its posts: the upper bends
/// only upwards, at posts that it must stay below, the lower only downwards. A new post takes away the bends it lies behind; where that
/// carries one line across the other, both begin with the same corners, and these are certain.
/// <code>
///              ,-' Most          Every post is added to one line once, and leaves it once, at the front or at the back: the whole takes
///          _,-'                  steps in proportion to the gates.
///   corner ----.__
///                 `-- Least
/// </code>
/// </remarks>
public sealed class TautString
{
    private readonly List<PlanCorner> _corners = [];
    private readonly PlanCorner[] _upper;
    private readonly PlanCorner[] _lower;

    // Both lines begin with the last certain corner, at their heads.
    private int _upperHead, _upperTail, _lowerHead, _lowerTail;

    private TautString(PlanCorner start, int gates)
    {
        _upper = new PlanCorner[gates];
        _lower = new PlanCorner[gates];
        _upper[0] = _lower[0] = start;
        _corners.Add(start);
    }

    /// <summary>How often two rates were compared: all the work there is.</summary>
    internal int Steps { get; private set; }

    /// <summary>The plan's corners, from the first gate to the last; null where a gate asks for more than it allows.</summary>
    /// <param name="gates">By strictly rising time; at least two, the first and the last of which leave no choice.</param>
    public static IReadOnlyList<PlanCorner>? Through(ReadOnlySpan<Gate> gates) => Draw(gates)?._corners;

    internal static TautString? Draw(ReadOnlySpan<Gate> gates)
    {
        Invariant.That(gates.Length >= 2);
        foreach (Gate gate in gates)
        {
            if (gate.Least > gate.Most)
                return null;
        }

        Invariant.That(gates[0].Least == gates[0].Most && gates[^1].Least == gates[^1].Most);
        TautString tight = new(new(gates[0].Ticks, gates[0].Most), gates.Length);
        foreach (Gate gate in gates[1..])
        {
            tight.AddMost(new(gate.Ticks, gate.Most));
            tight.AddLeast(new(gate.Ticks, gate.Least));
        }

        // At the last gate both lines end in one point and, one bending upwards, the other downwards, are one straight line.
        tight.Keep(new(gates[^1].Ticks, gates[^1].Most));
        return tight;
    }

    private void AddMost(PlanCorner post)
    {
        while (_upperTail > _upperHead && Compare(_upper[_upperTail - 1], _upper[_upperTail], post) >= 0)
            _upperTail--;
        _upper[++_upperTail] = post;
        while (_upperTail == _upperHead + 1 && _lowerTail > _lowerHead && Compare(_lower[_lowerHead], _lower[_lowerHead + 1], post) > 0)
        {
            // It lies below the first stretch of the lower line: the way to it leads round that corner.
            _upper[_upperHead] = _lower[++_lowerHead];
            Keep(_upper[_upperHead]);
        }
    }

    private void AddLeast(PlanCorner post)
    {
        while (_lowerTail > _lowerHead && Compare(_lower[_lowerTail - 1], _lower[_lowerTail], post) <= 0)
            _lowerTail--;
        _lower[++_lowerTail] = post;
        while (_lowerTail == _lowerHead + 1 && _upperTail > _upperHead && Compare(_upper[_upperHead], _upper[_upperHead + 1], post) < 0)
        {
            _lower[_lowerHead] = _upper[++_upperHead];
            Keep(_lower[_lowerHead]);
        }
    }

    /// <summary>A corner is certain; the one before it was none if the rate does not change there.</summary>
    private void Keep(PlanCorner corner)
    {
        if (_corners.Count > 1 && Compare(_corners[^2], _corners[^1], corner) == 0)
            _corners.RemoveAt(_corners.Count - 1);
        if (_corners[^1] != corner)
            _corners.Add(corner);
    }

    /// <summary>The rate from <paramref name="from"/> to <paramref name="middle"/> against that from <paramref name="from"/> to
    /// <paramref name="to"/>: the sign of their difference.</summary>
    private int Compare(PlanCorner from, PlanCorner middle, PlanCorner to)
    {
        Steps++;
        Int128 first = (Int128)(middle.Bytes - from.Bytes).Bytes * (to.Ticks - from.Ticks);
        return first.CompareTo((Int128)(to.Bytes - from.Bytes).Bytes * (middle.Ticks - from.Ticks));
    }
}
