using Streaming.Emulation.Networks;
using Streaming.Lab.Records;
using Streaming.Lab.Virtual.Serving;
using Streaming.Qos.Admission;
using Streaming.Server.Contracts;

namespace Streaming.Lab.Virtual.Checks;

/// <summary>What is reserved of each link is the sum of the contracts of those who live behind it, and when all is over nothing
/// is.</summary>
/// <remarks>
/// A change is reserved when it is decided, and in force at the next key picture: for a while both are right. What does not fit together
/// for longer is a mistake. Of a channel each link holds every lane once that anybody behind it receives. Who has just begun to receive
/// one may be lent room for what it has sent before; how much, only the server knows: until that is over, the links to him may hold up to
/// what could have been lent.
/// </remarks>
internal sealed class ReservationCheck(NetworkPlan plan, IReadOnlyList<CastMember> cast)
{
    /// <summary>Twice the longest time from key picture to key picture that is in use, and as long as a server may take to
    /// forget.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Of the slowest burst that anything is reserved for, which is the longest.</summary>
    private static readonly TimeSpan LongestBurst = BurstTraffic.Longest(BurstTraffic.Speeds[^1]);

    private readonly Dictionary<string, int> _byName = plan.Links.Index().ToDictionary(link => link.Item.Name, link => link.Index);
    private readonly long[] _promised = new long[plan.Links.Count];
    private readonly long[] _lanes = new long[plan.Links.Count];
    private readonly long[] _bursts = new long[plan.Links.Count];
    private readonly HashSet<(int Link, LaneGroup Group)> _counted = [];
    private readonly Instant[] _wrongSince = [.. Enumerable.Repeat(Instant.Never, plan.Links.Count)];
    private readonly long[] _held = new long[cast.Count];
    private readonly long[] _receives = new long[cast.Count];
    private readonly long[] _received = new long[cast.Count];
    private readonly Instant[] _burstEnds = [.. Enumerable.Repeat(plan.Start, cast.Count)];
    private string? _first;

    /// <summary>So much is promised to a viewer from now on.</summary>
    public void Holds(int viewer, BitRate rate)
    {
        long more = rate.BitsPerSecond - _held[viewer];
        _held[viewer] = rate.BitsPerSecond;
        if (more != 0)
            Add(_promised, viewer, more);
    }

    /// <summary>The server is dead: it has promised nothing.</summary>
    public void Forget()
    {
        Array.Clear(_held);
        Array.Clear(_promised);
    }

    /// <param name="lanes">What those who watch channels are promised now.</param>
    public void Look(IReadOnlyList<LinkUsage> usage, IEnumerable<LaneHolding> lanes, Instant now)
    {
        Count(lanes);
        LookForBursts(now);
        foreach (LinkUsage one in usage)
        {
            int link = _byName[one.Link.Name];
            long least = _promised[link] + _lanes[link];
            if (one.Reserved.BitsPerSecond >= least && one.Reserved.BitsPerSecond <= least + _bursts[link])
                _wrongSince[link] = Instant.Never;
            else if (_wrongSince[link] == Instant.Never)
                _wrongSince[link] = now;
            else if (now - _wrongSince[link] > Patience)
                _first ??= Describe(one, least, _wrongSince[link]);
        }
    }

    /// <param name="usage">When all is over; empty where the server is dead.</param>
    /// <param name="reservations">How many still stand.</param>
    public CheckRecord Result(IReadOnlyList<LinkUsage> usage, int reservations)
    {
        string? left = usage.FirstOrDefault(one => one.Reserved > BitRate.Zero) is { } link
            ? $"when all was over {link.Reserved} of {link.Link.Name} were still held"
            : reservations > 0 ? FormattableString.Invariant($"when all was over {reservations} reservations still stood") : null;
        string wrong = _first ?? left ?? "";
        return new("links hold what was promised, and nothing afterwards", wrong.Length == 0, wrong);
    }

    private void Add(long[] links, int viewer, long rate)
    {
        for (int link = plan.Hosts[viewer]; link >= 0; link = plan.Links[link].Parent)
            links[link] += rate;
    }

    /// <summary>Each lane once a link, however many receive it.</summary>
    private void Count(IEnumerable<LaneHolding> lanes)
    {
        Array.Clear(_lanes);
        Array.Clear(_receives);
        _counted.Clear();
        foreach (LaneHolding lane in lanes)
        {
            int viewer = Cast.NumberOf(lane.Client);
            _receives[viewer] += lane.Rate.BitsPerSecond;
            for (int link = plan.Hosts[viewer]; link >= 0; link = plan.Links[link].Parent)
            {
                if (lane.Group is not { } group || _counted.Add((link, group)))
                    _lanes[link] += lane.Rate.BitsPerSecond;
            }
        }
    }

    private void LookForBursts(Instant now)
    {
        Array.Clear(_bursts);
        for (int viewer = 0; viewer < _receives.Length; viewer++)
        {
            if (_receives[viewer] != _received[viewer])
                _burstEnds[viewer] = now + LongestBurst;
            _received[viewer] = _receives[viewer];
            if (_burstEnds[viewer] > now)
                Add(_bursts, viewer, (new BitRate(_receives[viewer]) * BurstTraffic.Fastest).BitsPerSecond);
        }
    }

    private string Describe(LinkUsage usage, long promised, Instant since) => FormattableString.Invariant(
        $"{usage.Reserved} of {usage.Link.Name} were held for contracts of {new BitRate(promised)} ")
        + FormattableString.Invariant($"from {(since - plan.Start).TotalSeconds:0.###} s on");
}
