using Streaming.Lab.Records;

namespace Streaming.Lab.Reports;

/// <summary>The links between a session and the server.</summary>
internal static class Way
{
    /// <summary>From the session to the server, by the names that its drops have.</summary>
    public static IReadOnlyList<string> Of(RunRecord run, SessionRecord session)
    {
        List<string> way = [session.Link];
        for (string? next = Find(run, session.Link)?.Via; next is not null && way.Count < run.Links.Count + 1; next = Find(run, next)?.Via)
            way.Add(next);
        return way;
    }

    /// <summary>The link's record; of one that everybody has one of, the record of all of them. Null: there is none.</summary>
    public static LinkRecord? Find(RunRecord run, string link)
    {
        LinkRecord? own = run.Links.FirstOrDefault(one => one.Name == link);
        int dot = link.LastIndexOf('.');
        return own ?? (dot > 0 ? run.Links.FirstOrDefault(one => one.Name == link[..dot]) : null);
    }
}
