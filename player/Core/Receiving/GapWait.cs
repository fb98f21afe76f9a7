using Streaming.Player.Monitoring;
using Streaming.Player.Repair;

namespace Streaming.Player.Receiving;

/// <summary>How long what is missing is waited for: the policy, told all that is known of when it is needed.</summary>
internal sealed class GapWait(ReorderPolicy policy, ClockRate clock, TimeLine line, Func<long, Instant?>? neededBy)
{
    /// <summary>How long a missing packet is waited for where nobody knows better.</summary>
    public TimeSpan Usual => policy.Wait;

    /// <summary>Who knows what is promised; null: nothing is.</summary>
    public ReceptionMonitor? Monitor { get; set; }

    /// <summary>Before this nothing is given up: what is missing is on its way.</summary>
    public Instant NotBefore { get; set; }

    /// <summary>When what has this time must be here; null where nothing is promised.</summary>
    public Instant? Due(long time) => Monitor?.Due(line.SinceStart(time) is { } units ? clock.ToLength(units) : null);

    public Instant NextDecision(in ReorderSnapshot snapshot) => policy.NextDecision(Complete(snapshot));

    public ReorderAction Decide(in ReorderSnapshot snapshot, bool isEnding, Instant now)
    {
        ReorderAction action = policy.Decide(Complete(snapshot), now);
        return action == ReorderAction.Wait && isEnding && snapshot.Held > 0 ? ReorderAction.GiveUp : action;
    }

    /// <summary>Until when one packet among those that are missing is waited for.</summary>
    public Instant EndOf(in MissingPacket missing) => policy.NextDecision(Complete(
        new(IsOpen: true, IsFull: false, IsNextHere: false, Held: 1, missing.Since) { GapTime = missing.Time }));

    private ReorderSnapshot Complete(in ReorderSnapshot snapshot) => snapshot is { Held: > 0, IsNextHere: false }
        ? snapshot with
        {
            NeededBy = Instant.Max(NotBefore, Due(snapshot.GapTime) ?? default),
            UsefulUntil = neededBy?.Invoke(snapshot.GapTime) is { } useful ? Instant.Max(NotBefore, useful) : null,
        }
        : snapshot;
}
