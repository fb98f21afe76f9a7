namespace Streaming.Server.Host.Configuration;

/// <summary>What may be wrong with links and subnets though each of them is well written.</summary>
internal static class QosChecks
{
    /// <summary>The names that the machine's own resources go by where one is short.</summary>
    private static readonly string[] Taken = ["packets", "memory", "disk"];

    /// <summary>The number of the first entry that cannot stand, and why.</summary>
    public static IEnumerable<(int Entry, string Problem)> Links(IReadOnlyList<LinkEntry> links)
    {
        Dictionary<string, LinkEntry> byName = [];
        foreach ((int index, LinkEntry link) in links.Index())
        {
            if (Taken.Contains(link.Name))
                yield return (index, $"a link cannot be called '{link.Name}': so is a limit of the machine");
            else if (!byName.TryAdd(link.Name, link))
                yield return (index, $"there are two links called '{link.Name}'");
        }

        foreach ((int index, LinkEntry link) in links.Index())
        {
            if (link.Via.Length > 0 && !byName.ContainsKey(link.Via))
                yield return (index, $"link '{link.Name}' goes via '{link.Via}', which is no link{Suggestion.For(link.Via, byName.Keys)}");
            else if (Cycle(link, byName) is { Length: > 0 } cycle)
                yield return (index, $"link '{link.Name}' goes in a circle: {cycle}");
        }
    }

    public static IEnumerable<(int Entry, string Problem)> Profiles(IReadOnlyList<ProfileEntry> profiles) => Twice(
        profiles.Select(profile => profile.Name), name => $"there are two profiles called '{name}'");

    public static IEnumerable<(int Entry, string Problem)> Subnets(IReadOnlyList<SubnetEntry> subnets) => Twice(
        subnets.Select(subnet => subnet.Network.ToString()), network => $"the network {network} is there twice");

    /// <summary>Between the lists, whatever their order and wherever they come from.</summary>
    public static IEnumerable<(int Entry, string Problem)> SubnetLinks(ServerOptions options)
    {
        HashSet<string> links = [.. options.Qos.Links.Select(link => link.Name)];
        foreach ((int index, SubnetEntry subnet) in options.Qos.Subnets.Index())
        {
            if (!links.Contains(subnet.Link))
                yield return (index, $"the network {subnet.Network} is behind '{subnet.Link}', which is no link"
                    + Suggestion.For(subnet.Link, links));
        }
    }

    private static IEnumerable<(int Entry, string Problem)> Twice(IEnumerable<string> names, Func<string, string> problem)
    {
        HashSet<string> seen = [];
        foreach ((int index, string name) in names.Index())
        {
            if (!seen.Add(name))
                yield return (index, problem(name));
        }
    }

    /// <summary>The way from a link back to itself; empty where there is none, or where it is another link's to complain of.</summary>
    private static string Cycle(LinkEntry link, Dictionary<string, LinkEntry> byName)
    {
        List<string> way = [link.Name];
        for (LinkEntry? next = link; next.Via.Length > 0;)
        {
            if (!byName.TryGetValue(next.Via, out next))
                return "";
            if (next.Name == link.Name)
                return string.Join(" via ", [.. way, next.Name]);
            if (way.Contains(next.Name))
                return "";
            way.Add(next.Name);
        }

        return "";
    }
}
