using System.Collections.Immutable;

namespace Streaming.Qos.Admission;

/// <summary>Finds every mistake in configured links and routes, and makes a topology where there is none.</summary>
internal sealed class TopologyBuilder
{
    private readonly IReadOnlyList<LinkSettings> _links;
    private readonly Dictionary<string, int> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<Subnet, int> _routes = [];
    private readonly List<TopologyError> _errors = [];

    public TopologyBuilder(IReadOnlyList<LinkSettings> links, IReadOnlyList<RouteSettings> routes)
    {
        _links = links;
        for (int i = 0; i < links.Count; i++)
            CheckLink(links[i], i);
        foreach (LinkSettings link in links.Where(each => each.Via is not null && !_byName.ContainsKey(each.Via)))
            Report(TopologyFault.UnknownLink, link.Name, $"link '{link.Name}' goes via '{link.Via}', which is not configured");
        CheckCycles();
        foreach (RouteSettings route in routes)
            CheckRoute(route);
    }

    public IReadOnlyList<TopologyError> Errors => _errors;

    public Topology Build()
    {
        ImmutableArray<Link> links =
        [
            .. _links.Select((link, index) => new Link(
                index, link.Name, link.Rate, link.Reservable, link.Buffer, link.Delay, link.Via is null ? null : _byName[link.Via])),
        ];
        return new(links, _routes);
    }

    private void Report(TopologyFault fault, string subject, string text) => _errors.Add(new(fault, subject, text));

    private void CheckLink(LinkSettings link, int index)
    {
        string name = link.Name;
        if (string.IsNullOrWhiteSpace(name))
            Report(TopologyFault.NoName, name, $"link {index + 1} has no name");
        else if (!_byName.TryAdd(name, index))
            Report(TopologyFault.Duplicate, name, $"link '{name}' is configured twice");
        if (link.Rate <= BitRate.Zero || link.Rate > Link.LargestRate)
            Report(TopologyFault.Rate, name, $"link '{name}' has a rate of {link.Rate}; from 1 b/s to {Link.LargestRate} is possible");
        if (link.Reservable < Ratio.Zero || link.Reservable > Ratio.One)
            Report(TopologyFault.Share, name, $"link '{name}' has a reservable share of {link.Reservable}; it must be 0 % to 100 %");
        if (link.Buffer <= ByteCount.Zero)
            Report(TopologyFault.Buffer, name, $"link '{name}' has a buffer of {link.Buffer}; it must be above zero");
        if (link.Delay < TimeSpan.Zero)
            Report(TopologyFault.Delay, name, $"link '{name}' has a delay below zero");
    }

    /// <summary>Every link has at most one successor, so whoever is met again on one walk is on a cycle; each is reported once.</summary>
    private void CheckCycles()
    {
        int[] walkOf = new int[_links.Count];
        for (int start = 0; start < _links.Count; start++)
        {
            int at = start;
            for (; at >= 0 && walkOf[at] == 0; at = Next(at))
                walkOf[at] = start + 1;
            if (at < 0 || walkOf[at] != start + 1)
                continue;
            List<string> members = [];
            for (int member = at; members.Count == 0 || member != at; member = Next(member))
                members.Add(_links[member].Name);
            string round = string.Join("' via '", [.. members, members[0]]);
            Report(TopologyFault.Cycle, members[0], $"links lead in a circle instead of to the server: '{round}'");
        }
    }

    private int Next(int link) => _links[link].Via is string via && _byName.TryGetValue(via, out int next) ? next : -1;

    private void CheckRoute(RouteSettings route)
    {
        if (!Subnet.TryParse(route.Subnet, out Subnet subnet, out TopologyFault fault))
        {
            Report(fault, route.Subnet, fault == TopologyFault.HostBits
                ? $"subnet '{route.Subnet}' has bits set behind its prefix; '{subnet}' is meant?"
                : $"subnet '{route.Subnet}' is not written as address/length");
            return;
        }

        if (!_byName.TryGetValue(route.Link, out int link))
            Report(TopologyFault.UnknownLink, route.Subnet, $"subnet '{route.Subnet}' lives behind '{route.Link}', which is unknown");
        else if (!_routes.TryAdd(subnet, link))
            Report(TopologyFault.Duplicate, route.Subnet, $"subnet '{route.Subnet}' is configured twice");
    }
}
