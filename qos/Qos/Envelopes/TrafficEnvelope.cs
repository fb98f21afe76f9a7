namespace Streaming.Qos.Envelopes;

/// <summary>The exact curve σ(ρ) of a trace: for every rate the smallest bucket through which all of it passes without waiting.</summary>
/// <remarks>
/// With b(i, j) bytes from burst i to burst j, both included, the bucket needed at rate ρ is the largest b(i, j) − ρ · (t_j − t_i) of all
/// pairs: a line in ρ for each. Only the pairs on the upper hull of all (t_j − t_i, b(i, j)) are ever the largest. The hull is found
/// without looking at all pairs: those from the first half of the trace to the second are sums of (−t_i, −bytes before i) and
/// (t_j, bytes up to j), and the hull of sums is the sum of the hulls; the halves are treated the same way. O(n log n), in integers.
/// </remarks>
public sealed class TrafficEnvelope
{
    private readonly EnvelopeVertex[] _vertices;

    private TrafficEnvelope(EnvelopeVertex[] vertices) => _vertices = vertices;

    /// <summary>By rising span; the first is the largest burst, with no span at all. Empty for an empty trace.</summary>
    public IReadOnlyList<EnvelopeVertex> Vertices => _vertices;

    /// <summary>What no rate makes smaller: the largest burst of one instant.</summary>
    public ByteCount LargestBurst => _vertices.Length > 0 ? _vertices[0].Bytes : ByteCount.Zero;

    public static TrafficEnvelope Of(PacketTrace trace)
    {
        if (trace.Count == 0)
            return new([]);
        Half whole = Solve(trace, 0, trace.Count);
        return new([.. whole.Pairs.Select(pair => new EnvelopeVertex(new(pair.X), new(pair.Y)))]);
    }

    /// <summary>σ(<paramref name="rate"/>), rounded up to a whole byte.</summary>
    public ByteCount Depth(BitRate rate)
    {
        // The product is rounded down, so each difference is rounded up; the largest of them stays the largest.
        ByteCount depth = ByteCount.Zero;
        foreach (EnvelopeVertex vertex in _vertices)
        {
            ByteCount needed = vertex.Bytes - (rate * vertex.Span);
            depth = needed > depth ? needed : depth;
        }

        return depth;
    }

    /// <summary>The smallest rate, in whole bits per second, at which a bucket of <paramref name="depth"/> is enough.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It does not even hold <see cref="LargestBurst"/>: no rate is enough.</exception>
    public BitRate RateFor(ByteCount depth)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(depth, LargestBurst);
        BitRate rate = BitRate.Zero;
        foreach (EnvelopeVertex vertex in _vertices)
        {
            if (vertex.Bytes <= depth)
                continue;
            BitRate needed = RateUp.Of(vertex.Bytes - depth, vertex.Span);
            rate = needed > rate ? needed : rate;
        }

        return rate;
    }

    /// <summary>The curve from <paramref name="from"/> on to where it falls no more, by its corners; between them it is straight.</summary>
    /// <remarks>Corners lie between whole bits per second: each is given at the next whole one, where its depth is exact.</remarks>
    public IReadOnlyList<EnvelopeCorner> Corners(BitRate from)
    {
        List<EnvelopeCorner> corners = [];
        for (int i = _vertices.Length - 1; i > 0; i--)
        {
            BitRate rate = RateUp.Of(_vertices[i].Bytes - _vertices[i - 1].Bytes, _vertices[i].Span - _vertices[i - 1].Span);
            if (rate > from && (corners.Count == 0 || rate > corners[^1].Rate))
                corners.Add(new(rate, Depth(rate)));
        }

        return [new(from, Depth(from)), .. corners];
    }

    private static Half Solve(PacketTrace trace, int start, int end)
    {
        if (end - start == 1)
        {
            long time = trace.Ticks(start), before = trace.BytesBefore(start), after = trace.BytesBefore(end);
            return new([new(-time, -before)], [new(time, after)], [new(0, after - before)]);
        }

        int middle = start + ((end - start) / 2);
        Half first = Solve(trace, start, middle), second = Solve(trace, middle, end);
        List<UpperHull.Point> across = UpperHull.Sum(first.Begins, second.Ends);
        return new(
            UpperHull.Join(second.Begins, first.Begins),
            UpperHull.Join(first.Ends, second.Ends),
            UpperHull.Merge(UpperHull.Merge(first.Pairs, second.Pairs), across));
    }

    /// <summary>What is kept of a part of the trace.</summary>
    /// <param name="Begins">The hull of what its bursts are as the first of a pair.</param>
    /// <param name="Ends">The hull of what they are as the last.</param>
    /// <param name="Pairs">The hull of all pairs within it.</param>
    private sealed record Half(List<UpperHull.Point> Begins, List<UpperHull.Point> Ends, List<UpperHull.Point> Pairs);
}
