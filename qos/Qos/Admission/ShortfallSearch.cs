namespace Streaming.Qos.Admission;

/// <summary>Looks for the concessions of a <see cref="ShortfallPlan"/>.</summary>
/// <remarks>
/// Resource by resource, priority by priority from the least important: first its flows step down as far as they are of use, then as far as
/// they can, then they end, and who can give what is missing all by himself spares the others. Nothing that is given is ever taken by this
/// phase, so what fits goes on fitting. Then those who gave more than was needed, because others gave as well, get back what is left: the
/// most important first.
/// </remarks>
internal sealed class ShortfallSearch
{
    private readonly ResourceMap _map;
    private readonly long[] _excess;
    private readonly List<Claimant> _claimants = [];

    public ShortfallSearch(AdmissionController controller, IReadOnlyList<Claim> claims, FlowChange? newcomer = null)
    {
        _map = new(controller);
        _excess = [.. Enumerable.Range(0, _map.Count).Select(_map.Excess)];
        if (newcomer is { } change)
        {
            for (int i = 0; i < _excess.Length; i++)
            {
                long more = _map.Taken(change.To, i) - _map.Taken(controller.Find(change.Flow), i);

                // Where it asks for no more than it has, the newcomer needs nobody to give.
                _excess[i] = more > 0 ? _excess[i] + more : Math.Min(_excess[i], 0);
            }
        }

        foreach (Claim claim in claims)
        {
            if (controller.Find(claim.Flow) is FlowDemand held)
                _claimants.Add(new(claim, Steps(controller, claim, held)));
        }
    }

    public ShortfallPlan Find()
    {
        bool[] wasShort = [.. _excess.Select(excess => excess > 0)];
        List<List<Claimant>> classes =
            [.. _claimants.GroupBy(each => each.Claim.Priority).OrderBy(each => each.Key).Select(each => each.ToList())];
        for (int resource = 0; resource < _excess.Length; resource++)
        {
            for (int i = 0; i < classes.Count && _excess[resource] > 0; i++)
            {
                Give(classes[i], resource, each => each.Useful);
                Give(classes[i], resource, each => each.Lowest);
                Give(classes[i], resource, each => each.End);
            }
        }

        GiveBack(wasShort);
        IEnumerable<Claimant> touched = _claimants.Where(each => each.At > 0).OrderBy(each => each.Claim.Priority)
            .ThenByDescending(each => each.Claim.Since).ThenBy(each => each.Claim.Flow.Value);
        return new(
            [.. touched.Select(each => new Concession(each.Claim.Flow, each.Steps[each.At].Rung, _map[each.Because]))],
            Suffices: _excess.All(excess => excess <= 0));
    }

    private List<Claimant.Step> Steps(AdmissionController controller, Claim claim, FlowDemand held)
    {
        List<Claimant.Step> steps = [new(null, held)];
        for (int rung = 0; rung < claim.Ladder.Count; rung++)
        {
            if (controller.Measure(claim.Ladder[rung], out _) is FlowDemand less && _map.IsWithin(less, steps[^1].Demand!))
                steps.Add(new(rung, less));
        }

        steps.Add(new(null, null));
        return steps;
    }

    private long Given(Claimant claimant, int step, int resource) =>
        _map.Taken(claimant.Has, resource) - _map.Taken(claimant.Steps[step].Demand, resource);

    /// <summary>Flows of one priority give until the resource suffices, or all have given what they may: as few as possible.</summary>
    private void Give(List<Claimant> claimants, int resource, Func<Claimant, int> bottomOf)
    {
        List<(Claimant Claimant, int Step, long Most)> givers = [];
        foreach (Claimant each in claimants)
        {
            int step = Math.Max(each.At, bottomOf(each));
            if (Given(each, step, resource) is long most and > 0)
                givers.Add((each, step, most));
        }

        givers.Sort(GivesMoreOrIsYounger);
        int next = 0;
        for (; next < givers.Count && givers[next].Most < _excess[resource]; next++)
            Move(givers[next].Claimant, givers[next].Step, resource);
        if (next == givers.Count || _excess[resource] <= 0)
            return;

        // From here on one suffices: of those that do, the one that gives least, and of these the youngest.
        long least = givers[givers.FindLastIndex(each => each.Most >= _excess[resource])].Most;
        (Claimant last, int bottom, _) = givers[givers.FindIndex(next, each => each.Most == least)];
        int enough = bottom == last.End ? bottom : last.At + 1;
        while (enough < bottom && Given(last, enough, resource) < _excess[resource])
            enough++;
        Move(last, enough, resource);
    }

    private bool Fits(Claimant claimant, int step, int[] uses) =>
        uses.All(each => Given(claimant, step, each) is long given && (given >= 0 || _excess[each] - given <= 0));

    private static int GivesMoreOrIsYounger(
        (Claimant Claimant, int Step, long Most) left, (Claimant Claimant, int Step, long Most) right)
    {
        int order = right.Most.CompareTo(left.Most);
        if (order == 0)
            order = right.Claimant.Claim.Since.CompareTo(left.Claimant.Claim.Since);
        return order == 0 ? left.Claimant.Claim.Flow.Value.CompareTo(right.Claimant.Claim.Flow.Value) : order;
    }

    private void Move(Claimant claimant, int step, int because)
    {
        if (claimant.At == 0)
            claimant.Because = because;
        foreach (int resource in _map.Of(claimant.Steps[0].Demand!))
            _excess[resource] -= Given(claimant, step, resource);
        claimant.At = step;
    }

    /// <summary>What is left over goes back, but not past anybody more important who still gives for the same resource.</summary>
    private void GiveBack(bool[] wasShort)
    {
        int[] stillGiving = [.. Enumerable.Repeat(int.MinValue, _excess.Length)];
        IEnumerable<Claimant> touched = _claimants.Where(each => each.At > 0).OrderByDescending(each => each.Claim.Priority)
            .ThenBy(each => each.Claim.Since).ThenBy(each => each.Claim.Flow.Value);
        foreach (Claimant claimant in touched.ToList())
        {
            FlowDemand had = claimant.Steps[0].Demand!;
            int[] uses = [.. _map.Of(had).Where(each => _map.Taken(had, each) > 0)];
            if (!uses.Any(each => wasShort[each] && stillGiving[each] > claimant.Claim.Priority))
            {
                int step = 0;
                while (step < claimant.At && !Fits(claimant, step, uses))
                    step++;
                if (step < claimant.At)
                    Move(claimant, step, claimant.Because);
            }

            if (claimant.At > 0)
                stillGiving[claimant.Because] = Math.Max(stillGiving[claimant.Because], claimant.Claim.Priority);
        }
    }
}
