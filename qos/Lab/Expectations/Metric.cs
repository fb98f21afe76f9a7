using Streaming.Lab.Records;

namespace Streaming.Lab.Expectations;

/// <summary>Something of a run that an expectation can be about.</summary>
/// <param name="Name">As it stands in scenarios.</param>
/// <param name="Meaning">For people, in a line.</param>
internal sealed record Metric(string Name, MetricScope Scope, MetricUnit Unit, string Meaning)
{
    /// <summary>Taken together, values are added up; otherwise they are averaged by their weights.</summary>
    public bool IsSum { get; init; }

    /// <summary>Cannot be more than there are viewers.</summary>
    public bool IsOfViewers { get; init; }

    /// <summary>The value of one session; null: nothing was measured.</summary>
    public Func<SessionRecord, RunRecord, Reading?>? OfSession { get; init; }

    /// <summary>All that was measured of one session, of what is measured again and again.</summary>
    public Func<SessionRecord, Distribution?>? Marks { get; init; }

    /// <summary>What is below zero counts by its size.</summary>
    public bool IsSize { get; init; }

    /// <summary>The values of one link.</summary>
    public Func<LinkRecord, RunRecord, IEnumerable<Reading>>? OfLink { get; init; }

    /// <summary>The value of the run.</summary>
    public Func<RunRecord, double>? OfRun { get; init; }

    /// <summary>Whether a session counts, of what can also be counted of some of the viewers only.</summary>
    public Func<SessionRecord, bool>? Counts { get; init; }
}
