using Streaming.Lab.Records;
using Streaming.Lab.Scenarios;
using Streaming.Server.Catalogue;
using SessionRecord = Streaming.Lab.Records.SessionRecord;

namespace Streaming.Lab.Virtual.Courses;

/// <summary>One run of which every course is played once, and all sessions that live through it are laid over each other.</summary>
/// <remarks>
/// Why the record is that of the run packet by packet, to the last byte: by <see cref="CourseRule"/> a session meets others only at the
/// desk and on links of slots. At the desk every wish of every session is asked for again, at its time, of the product's own desk: each
/// is granted as it was alone, or this is given up. On each shared link the bytes of all sessions are added up, slot by slot: each slot
/// has room for them, or this is given up. So no session is felt by another, and each is what it is alone, only later by whole half
/// seconds.
/// </remarks>
internal sealed class CourseRun
{
    private readonly Situation _situation;
    private readonly ulong _seed;
    private readonly IReadOnlyList<CastMember> _cast;
    private readonly TimeSpan _duration;
    private readonly TimeSpan _step;
    private readonly Layout _layout;
    private readonly Func<CastMember, bool> _keepsSeries;

    private CourseRun(Situation situation, ulong seed, IReadOnlyList<CastMember> cast, TimeSpan duration)
    {
        (_situation, _seed, _cast, _duration) = (situation, seed, cast, duration);
        _step = RunSteps.StepOf(duration);
        _layout = new(situation, cast, Stage.Start, _step);
        _keepsSeries = RunSteps.SeriesOf(cast.Count);
    }

    /// <param name="why">Why it cannot be done so, where the result is null.</param>
    public static RunRecord? TryPlay(
        Situation situation, ulong seed, ICatalogue catalogue, IReadOnlyList<CastMember> cast, TimeSpan duration, CancellationToken stop,
        out string? why)
    {
        why = CourseRule.WhyNot(situation);
        ILookup<CourseKey, CastMember> alike = cast.ToLookup(CourseKey.Of);
        if (why is null && alike.Count * 2 > cast.Count)
            why = "hardly two sessions are alike";
        return why is null ? new CourseRun(situation, seed, cast, duration).TryPlay(catalogue, alike, stop, out why) : null;
    }

    private RunRecord? TryPlay(
        ICatalogue catalogue, ILookup<CourseKey, CastMember> alike, CancellationToken stop, out string? why)
    {
        Part[] parts = new Part[_cast.Count];
        foreach (IGrouping<CourseKey, CastMember> group in alike)
        {
            stop.ThrowIfCancellationRequested();
            Course course = CoursePlayer.Play(
                _situation, _seed, catalogue, group.Key, _step, Moments(group), Moments(group.Where(_keepsSeries)));
            why = course.Trouble;
            if (why is not null)
                return null;
            foreach (CastMember member in group)
                parts[member.Number] = new(member, course, ShiftOf(member), course.Snapshots[_duration - ShiftOf(member)]);
        }

        RunSteps steps = new();
        why = Reservations.Replay(_situation, _layout, parts, _duration, _step, steps) ?? SlotSums.Find(_layout, parts, _duration);
        return why is null ? Record(parts, steps) : null;
    }

    private static TimeSpan ShiftOf(CastMember member) => new(member.Arrives.Ticks / CourseKey.Period.Ticks * CourseKey.Period.Ticks);

    private HashSet<TimeSpan> Moments(IEnumerable<CastMember> members) => [.. members.Select(member => _duration - ShiftOf(member))];

    private RunRecord Record(Part[] parts, RunSteps steps)
    {
        SessionRecord[] sessions =
            [.. parts.Select(part => part.Record(_layout.LinkOf(part.Member.Number), _keepsSeries(part.Member), _step))];
        return new()
        {
            Variant = "",
            Seed = _seed,
            DurationS = Math.Round(_duration.TotalSeconds, 6),
            StepS = _step.TotalSeconds,
            Sessions = sessions,
            Events = EventLog.InOrder(parts.SelectMany(part => part.Events(_layout.LinkOf(part.Member.Number))), _cast),
            Playing = steps.Playing,
            Admitted = steps.Admitted,
            Refused = steps.Refused,
            Links = LinkRecords.Of(_situation, _layout, terms => LinkLayers.Of(terms, parts, _step, steps.Playing.Count), steps),
            Checks = Stage.AllHold,
            Totals = new()
            {
                Arrived = sessions.Length,
                Admitted = parts.Count(part => part.Seen.IsAdmitted),
                Failed = sessions.Count(session => session.Outcome == "failed"),
                PeakPlaying = steps.Playing.DefaultIfEmpty().Max(),
                Packets = parts.Sum(part => part.Seen.Packets),
                Bytes = parts.Sum(part => part.Seen.Bytes),
            },
        };
    }
}
