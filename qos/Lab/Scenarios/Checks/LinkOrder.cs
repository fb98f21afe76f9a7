using Streaming.Lab.Scenarios.Reading;

namespace Streaming.Lab.Scenarios.Checks;

/// <summary>Links as a tree with the server at its root.</summary>
internal static class LinkOrder
{
    /// <summary>As deep as no network of one operator is.</summary>
    private const int MostInARow = 32;

    /// <summary>Parents before their children, otherwise in the order of the file; null where they are no tree, which has been
    /// said.</summary>
    public static IReadOnlyList<LinkTerms>? Sort(IReadOnlyList<LinkTerms> links, Place place)
    {
        string[] names = [.. links.Select(link => link.Name)];
        int before = place.Mistakes.Count;
        foreach (LinkTerms link in links.Where(link => link.Via is not null))
            Reference.Check(place.In(link.Name).In("via"), "link", link.Via!, names);
        if (place.Mistakes.Count > before)
            return null;
        Dictionary<string, LinkTerms> byName = links.ToDictionary(link => link.Name);
        Dictionary<string, int> depths = [];
        HashSet<string> told = [];
        foreach (LinkTerms link in links)
        {
            List<string> way = WayOf(link, byName);
            if (way.Count > MostInARow)
                place.In(link.Name).Complain(FormattableString.Invariant($"more than {MostInARow} links in a row"));
            else if (way.Count == 0 && told.Add(CycleOf(link, byName)))
                place.In(link.Name).In("via").Complain($"a cycle: {CycleOf(link, byName)}; a link leads towards the server");
            depths[link.Name] = way.Count;
        }

        return place.Mistakes.Count > before ? null : [.. links.OrderBy(link => depths[link.Name])];
    }

    /// <summary>From a link to the server, both ends included; empty: it never gets there.</summary>
    private static List<string> WayOf(LinkTerms link, Dictionary<string, LinkTerms> links)
    {
        List<string> way = [];
        for (LinkTerms? at = link; at is not null; at = at.Via is null ? null : links[at.Via])
        {
            if (way.Count > links.Count)
                return [];
            way.Add(at.Name);
        }

        return way;
    }

    /// <summary>The cycle that a link leads into, from its first name by the alphabet on.</summary>
    private static string CycleOf(LinkTerms link, Dictionary<string, LinkTerms> links)
    {
        LinkTerms at = link;
        for (int i = 0; i < links.Count; i++)
            at = links[at.Via!];
        List<string> cycle = [];
        for (LinkTerms one = at; !cycle.Contains(one.Name); one = links[one.Via!])
            cycle.Add(one.Name);
        int first = cycle.IndexOf(cycle.Min(StringComparer.Ordinal)!);
        IEnumerable<string> turned = cycle.Skip(first).Concat(cycle.Take(first)).Append(cycle[first]);
        return string.Join(" → ", turned);
    }
}
