namespace Streaming.Qos.Reservation;

/// <summary>Two amounts that change in steps over the time to come: what of a resource is promised when.</summary>
/// <remarks>A treap of changes by their time; each subtree knows the sum of its changes and the highest sum on the way through it, so that
/// a change and a question take O(log n). Its priorities come from the times themselves: runs repeat.</remarks>
internal sealed class Timeline
{
    // Node 0 is none: no change, no height.
    private Node[] _nodes = new Node[16];
    private int _used = 1, _free, _root;
    private Level _now;

    /// <summary>Adds to the amounts from one time until another; negative ones take back what was added. What is over counts no
    /// more.</summary>
    public void Add(Instant from, Instant to, Level amount, Instant now)
    {
        if (to <= now || to <= from || amount == default)
            return;
        if (from <= now)
            _now += amount;
        else
            _root = Shift(_root, from.Ticks, amount);
        if (to != Instant.Never)
            _root = Shift(_root, to.Ticks, default(Level) - amount);
    }

    /// <summary>What changes until then, then included, is how things are now.</summary>
    public void Advance(Instant now)
    {
        while (_root != 0)
        {
            int first = _root;
            while (_nodes[first].Left != 0)
                first = _nodes[first].Left;
            Level change = _nodes[first].Change;
            if (_nodes[first].At > now.Ticks)
                return;
            _now += change;
            _root = Shift(_root, _nodes[first].At, default(Level) - change);
        }
    }

    /// <summary>The highest that each amount is between two times, the second not included.</summary>
    public Level Peak(Instant from, Instant to)
    {
        Level sum = _now;
        for (int at = _root; at != 0;)
        {
            bool isPast = _nodes[at].At <= from.Ticks;
            if (isPast)
                sum += _nodes[_nodes[at].Left].Sum + _nodes[at].Change;
            at = isPast ? _nodes[at].Right : _nodes[at].Left;
        }

        Level peak = sum;
        sum = _now;
        Visit(_root, from.Ticks, to.Ticks, isLow: true, isHigh: true, ref sum, ref peak);
        return peak;
    }

    /// <summary>The times from <paramref name="now"/> on in which an amount is above its limit, in order; the last may end never.</summary>
    public void CollectAbove(Level limit, Instant now, List<(Instant From, Instant To)> times)
    {
        Level sum = _now;
        Instant? since = sum.Exceeds(limit) ? now : null;
        Stack<int> open = [];
        for (int at = _root; at != 0 || open.Count > 0; at = _nodes[at].Right)
        {
            for (; at != 0; at = _nodes[at].Left)
                open.Push(at);
            at = open.Pop();
            sum += _nodes[at].Change;
            if (sum.Exceeds(limit) == since is not null)
                continue;
            if (since is Instant start)
                times.Add((start, new(_nodes[at].At)));
            since = since is null ? new Instant(_nodes[at].At) : null;
        }

        if (since is Instant last)
            times.Add((last, Instant.Never));
    }

    /// <summary>In order of time, what lies strictly between the bounds; a subtree wholly between them is answered as one.</summary>
    /// <param name="isLow">Some of the subtree may lie at or before the first bound.</param>
    /// <param name="isHigh">Some of it may lie at or after the second.</param>
    private void Visit(int at, long from, long to, bool isLow, bool isHigh, ref Level sum, ref Level peak)
    {
        if (at == 0)
            return;
        ref readonly Node node = ref _nodes[at];
        if (!isLow && !isHigh)
        {
            peak = Level.Max(peak, sum + node.Highest);
            sum += node.Sum;
        }
        else if (isLow && node.At <= from)
        {
            sum += _nodes[node.Left].Sum + node.Change;
            Visit(node.Right, from, to, isLow, isHigh, ref sum, ref peak);
        }
        else if (isHigh && node.At >= to)
        {
            Visit(node.Left, from, to, isLow, isHigh, ref sum, ref peak);
        }
        else
        {
            Visit(node.Left, from, to, isLow, false, ref sum, ref peak);
            sum += node.Change;
            peak = Level.Max(peak, sum);
            Visit(node.Right, from, to, false, isHigh, ref sum, ref peak);
        }
    }

    /// <summary>Adds to the change at a time, and forgets the time where nothing is left of it.</summary>
    /// <returns>The subtree's root from now on.</returns>
    private int Shift(int at, long time, Level change)
    {
        if (at == 0)
            return Create(time, change);
        if (time == _nodes[at].At)
        {
            _nodes[at].Change += change;
            if (_nodes[at].Change == default)
            {
                int rest = Merge(_nodes[at].Left, _nodes[at].Right);
                (_nodes[at].Left, _free) = (_free, at);
                return rest;
            }
        }
        else if (time < _nodes[at].At)
        {
            int left = Shift(_nodes[at].Left, time, change);
            _nodes[at].Left = left;
            if (Height(left) > Height(at))
            {
                _nodes[at].Left = _nodes[left].Right;
                _nodes[left].Right = Summed(at);
                at = left;
            }
        }
        else
        {
            int right = Shift(_nodes[at].Right, time, change);
            _nodes[at].Right = right;
            if (Height(right) > Height(at))
            {
                _nodes[at].Right = _nodes[right].Left;
                _nodes[right].Left = Summed(at);
                at = right;
            }
        }

        return Summed(at);
    }

    private int Merge(int left, int right)
    {
        if (left == 0 || right == 0)
            return left + right;
        if (Height(left) > Height(right))
        {
            _nodes[left].Right = Merge(_nodes[left].Right, right);
            return Summed(left);
        }

        _nodes[right].Left = Merge(left, _nodes[right].Left);
        return Summed(right);
    }

    private int Summed(int at)
    {
        ref Node node = ref _nodes[at];
        ref readonly Node left = ref _nodes[node.Left], right = ref _nodes[node.Right];
        Level here = left.Sum + node.Change;
        node.Sum = here + right.Sum;
        node.Highest = node.Right == 0 ? here : Level.Max(here, here + right.Highest);
        if (node.Left != 0)
            node.Highest = Level.Max(node.Highest, left.Highest);
        return at;
    }

    private int Create(long time, Level change)
    {
        int at = _free;
        if (at != 0)
        {
            _free = _nodes[at].Left;
        }
        else
        {
            if (_used == _nodes.Length)
                Array.Resize(ref _nodes, _nodes.Length * 2);
            at = _used++;
        }

        _nodes[at] = new() { At = time, Change = change };
        return Summed(at);
    }

    // Two rounds of multiplication scatter times that follow each other closely.
    private ulong Height(int at)
    {
        ulong mixed = (ulong)_nodes[at].At * 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 32)) * 0xBF58476D1CE4E5B9;
        return mixed ^ (mixed >> 29);
    }

    private struct Node
    {
        public long At;
        public Level Change, Sum, Highest;
        public int Left, Right;
    }
}
