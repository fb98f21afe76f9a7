using Streaming.Lab.Scenarios;

namespace Streaming.Lab.Viewers;

/// <summary>Who is watched, and since when.</summary>
/// <param name="Id">The audience and a number: <c>home.17</c>.</param>
/// <param name="Link">The link it lives behind, as it is called for it alone.</param>
/// <param name="Step">What one value of a series is of.</param>
/// <param name="KeepsSeries">Whether series are kept: a report shows those of a few.</param>
internal sealed record WatchedViewer(string Id, Audience Audience, string Link, Instant RunStart, TimeSpan Step, bool KeepsSeries = true);
