namespace Streaming.Lab.Expectations;

/// <summary>One value of a metric.</summary>
/// <param name="Who">The session, or the link and the second.</param>
/// <param name="Weight">What it counts for where all are taken together; a share's is what it is a share of.</param>
internal readonly record struct Reading(string Who, double Value, double Weight = 1);
