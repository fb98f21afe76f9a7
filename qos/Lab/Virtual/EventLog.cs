using Streaming.Lab.Records;
using Streaming.Lab.Viewers;

namespace Streaming.Lab.Virtual;

/// <summary>What happens in a run, in the order in which it does.</summary>
/// <param name="start">Of the run.</param>
internal sealed class EventLog(Instant start)
{
    private readonly List<RunEvent> _events = [];

    public IReadOnlyList<RunEvent> Events => _events;

    public void Add(Instant now, string kind, string? session, string? link, string text) =>
        _events.Add(new(SecondsAt(now), kind, session, link, text));

    /// <summary>By time; what happens at one instant by the numbers of viewers, and of one viewer as it happened.</summary>
    public static IReadOnlyList<RunEvent> InOrder(IEnumerable<RunEvent> events, IReadOnlyList<CastMember> cast)
    {
        Dictionary<string, int> numbers = cast.ToDictionary(member => member.Id, member => member.Number);
        return [.. events.OrderBy(one => one.AtS).ThenBy(one => one.Session is { } id ? numbers[id] : -1)];
    }

    public void Add(RunEvent what) => _events.Add(what);

    /// <summary>Since the beginning of the run, rounded to a microsecond.</summary>
    public double SecondsAt(Instant now) => Seconds.Since(start, now);
}
