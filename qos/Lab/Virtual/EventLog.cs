using Streaming.Lab.Records;

namespace Streaming.Lab.Virtual;

/// <summary>What happens in a run, in the order in which it does.</summary>
/// <param name="start">Of the run.</param>
internal sealed class EventLog(Instant start)
{
    private readonly List<RunEvent> _events = [];

    public IReadOnlyList<RunEvent> Events => _events;

    public void Add(Instant now, string kind, string? session, string? link, string text) =>
        _events.Add(new(SecondsAt(now), kind, session, link, text));

    public void Add(RunEvent what) => _events.Add(what);

    /// <summary>Since the beginning of the run, rounded to a microsecond.</summary>
    public double SecondsAt(Instant now) => Math.Round((now - start).TotalSeconds, 6);
}
