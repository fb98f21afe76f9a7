using Streaming.Lab.Scenarios;
using Streaming.Lab.Virtual.Serving;
using Streaming.Server.Contracts;
using Streaming.Server.Host.Contracts;
using Streaming.Server.Host.Control;
using Streaming.Server.Sessions;

namespace Streaming.Lab.Virtual.Courses;

/// <summary>Asks the product's own desk for everything that all sessions ask for, at their times, and looks at the links as a run
/// does.</summary>
internal static class Reservations
{
    /// <summary>Whoever lives refreshes his lease in time, and nobody vanishes: it need not be played.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromDays(10_000);

    /// <returns>Who does not get what he gets alone; null: there is nobody.</returns>
    public static string? Replay(
        Situation situation, Layout layout, IReadOnlyList<Part> parts, TimeSpan duration, TimeSpan step, RunSteps steps)
    {
        NetworkOptions declared = DeclaredNetwork.Of(layout.Plan, layout.TermsOf, Cast.AddressOf, situation.Server);
        VirtualTime time = new(Stage.Start);
        ContractDesk desk = new(declared with { Lease = Lease }, new ControlClock(time));
        (TimeSpan At, Part Who, Standing? What)[] wishes =
        [
            .. (from part in parts
                from holding in part.Course.Holdings
                select (At: holding.At + part.Shift, Who: part, What: holding.Standing)).OrderBy(one => one.At),
        ];
        int next = 0;
        for (TimeSpan at = step; at <= duration + step; at += step)
        {
            TimeSpan until = at <= duration ? at : duration;
            for (; next < wishes.Length && wishes[next].At <= until; next++)
            {
                time.Now = Stage.Start + wishes[next].At;
                if (!IsGranted(desk, wishes[next].Who.Member, wishes[next].What, time.Now))
                    return $"{wishes[next].Who.Member.Id} does not get what it gets alone";
            }

            if (at <= duration)
                Look(desk, layout, parts, at, steps);
        }

        return null;
    }

    private static bool IsGranted(ContractDesk desk, CastMember who, Standing? what, Instant now)
    {
        SessionId session = new(new UInt128(0, (ulong)who.Number + 1));
        if (what is null)
        {
            desk.Release(session, now);
            return true;
        }

        return desk.Reserve(what.Wish with { Session = session, Client = who.Address }, now) is ReservationAnswer.Granted granted
            && granted.Point.Level == what.Point.Level && granted.Contract.Equals(what.Contract);
    }

    private static void Look(ContractDesk desk, Layout layout, IReadOnlyList<Part> parts, TimeSpan at, RunSteps steps)
    {
        int playing = 0, admitted = 0;
        foreach (Part part in parts)
        {
            int bin = (int)((at - part.Shift).Ticks / Course.Bin.Ticks) - 1;
            if (bin < 0 || bin >= part.Course.Bins.Count)
                continue;
            (bool isPlaying, bool isAdmitted) = part.Course.Bins[bin];
            playing += isPlaying ? 1 : 0;
            admitted += isAdmitted ? 1 : 0;
        }

        steps.Take(playing, admitted, 0, desk.Usage().Select(one => (layout.AccountOf(one.Link.Name), one.Reserved)));
    }
}
