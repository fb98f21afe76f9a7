using Streaming.Lab.Records;
using SessionRecord = Streaming.Lab.Records.SessionRecord;

namespace Streaming.Lab.Virtual.Courses;

/// <summary>A viewer of a run who lives through a course.</summary>
/// <param name="Shift">How much later than in the course everything happens: whole half seconds.</param>
/// <param name="Seen">The course up to the end of the run.</param>
internal sealed record Part(CastMember Member, Course Course, TimeSpan Shift, Snapshot Seen)
{
    private const double Million = 1e6;

    /// <summary>The run's step that the viewer's first is.</summary>
    /// <param name="link">What the link it lives behind is called for it alone.</param>
    public SessionRecord Record(string link, bool keepsSeries, TimeSpan step) => Seen.Record with
    {
        Id = Member.Id,
        Link = link,
        ArrivedS = Later(Seen.Record.ArrivedS),
        EndedS = Seen.Record.EndedS is { } ended ? Later(ended) : null,
        Contracts = [.. Seen.Record.Contracts.Select(contract => contract with { FromS = Later(contract.FromS) })],
        StallTimes = [.. Seen.Record.StallTimes.Select(stall => stall with { AtS = Later(stall.AtS) })],
        Series = keepsSeries && Seen.Record.Series is { } series
            ? series with { FirstStep = (int)(Member.Arrives.Ticks / step.Ticks) }
            : null,
    };

    public IEnumerable<RunEvent> Events(string link) => Course.Events.Take(Seen.Events).Select(one => one with
    {
        AtS = Later(one.AtS),
        Session = Member.Id,
        Link = one.Link is null ? null : link,
    });

    /// <summary>Times are whole microseconds: what is added to them is, too.</summary>
    private double Later(double seconds) =>
        ((long)Math.Round(seconds * Million) + (Shift.Ticks / TimeSpan.TicksPerMicrosecond)) / Million;
}
