using System.Collections.Immutable;
using System.Net;

namespace Streaming.Qos.Admission;

/// <summary>The links between the server and its clients, a tree towards the server, and which clients live behind which of them.</summary>
public sealed class Topology
{
    /// <summary>No links: every client is reached, and nothing on the way is counted.</summary>
    public static readonly Topology Empty = new([], []);

    private readonly Dictionary<Subnet, int> _routes;
    private readonly ImmutableArray<int>[] _paths;

    // Those that occur in each family, the longest first: a lookup asks once for each.
    private readonly int[] _lengths4, _lengths6;

    internal Topology(ImmutableArray<Link> links, Dictionary<Subnet, int> routes)
    {
        Links = links;
        _routes = routes;
        _paths = [.. links.Select(PathFrom)];
        _lengths4 = Lengths(isV4: true);
        _lengths6 = Lengths(isV4: false);
    }

    public ImmutableArray<Link> Links { get; }

    /// <summary>Checks a configuration as a whole.</summary>
    /// <param name="errors">Every mistake there is; empty where it succeeds.</param>
    public static bool TryBuild(
        IReadOnlyList<LinkSettings> links,
        IReadOnlyList<RouteSettings> routes,
        out Topology topology,
        out IReadOnlyList<TopologyError> errors)
    {
        TopologyBuilder builder = new(links, routes);
        errors = builder.Errors;
        topology = errors.Count == 0 ? builder.Build() : Empty;
        return errors.Count == 0;
    }

    /// <summary>The links that lead to a client, the one nearest to it first. The route with the longest prefix decides.</summary>
    /// <returns>False where no route covers the client; its path is then empty.</returns>
    public bool TryFindPath(IPAddress client, out ImmutableArray<int> path) => TryFindPath(Subnet.Of(client), out path);

    /// <summary>The links that lead to all clients of a subnet, as far as they share them.</summary>
    public bool TryFindPath(Subnet clients, out ImmutableArray<int> path)
    {
        foreach (int length in clients.IsV4 ? _lengths4 : _lengths6)
        {
            if (length <= clients.Length && _routes.TryGetValue(clients.Cut(length), out int link))
            {
                path = _paths[link];
                return true;
            }
        }

        path = [];
        return false;
    }

    /// <summary>All links that lead to any client of a subnet, each once.</summary>
    public ImmutableArray<int> LinksTo(Subnet clients)
    {
        TryFindPath(clients, out ImmutableArray<int> shared);
        IEnumerable<int> within = _routes.Where(route => clients.Contains(route.Key)).SelectMany(route => _paths[route.Value]);
        return [.. shared.Concat(within).Distinct().Order()];
    }

    /// <summary>The link of a name, or null.</summary>
    public Link? Find(string name) => Links.FirstOrDefault(link => link.Name == name);

    private int[] Lengths(bool isV4) =>
        [.. _routes.Keys.Where(subnet => subnet.IsV4 == isV4).Select(subnet => subnet.Length).Distinct().OrderDescending()];

    private ImmutableArray<int> PathFrom(Link nearest)
    {
        List<int> path = [];
        for (int? at = nearest.Index; at is int index; at = Links[index].Via)
            path.Add(index);
        return [.. path];
    }
}
