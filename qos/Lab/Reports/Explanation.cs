using Streaming.Lab.Records;
using Streaming.Server.Host.Configuration;

namespace Streaming.Lab.Reports;

/// <summary>What became of a session and why, in plain words, from what a report has recorded.</summary>
internal static class Explanation
{
    /// <param name="session">Its id; in a report of several runs with the run before it: <c>without/home.17</c>, <c>2/home.17</c>.</param>
    /// <returns>By lines; null: there is no such session, and <paramref name="mistake"/> names those that are near.</returns>
    public static IReadOnlyList<string>? Of(LabReport report, string session, out string mistake)
    {
        SessionRecord[] all = [.. report.Runs.SelectMany(run => run.Sessions)];
        SessionRecord? found = Array.Find(all, one => one.Id == session);
        mistake = found is null ? $"there is no session '{session}'" + Suggestion.For(session, all.Select(one => one.Id)) : "";
        return found is null ? null : [$"{found.Id} {found.Outcome}."];
    }
}
