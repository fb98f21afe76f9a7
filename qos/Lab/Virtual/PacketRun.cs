using Streaming.Lab.Records;
using Streaming.Lab.Scenarios;
using Streaming.Qos.Admission;
using Streaming.Server.Catalogue;
using SessionRecord = Streaming.Lab.Records.SessionRecord;

namespace Streaming.Lab.Virtual;

/// <summary>One run, packet by packet.</summary>
internal static class PacketRun
{
    /// <param name="cast">Who comes.</param>
    public static RunRecord Play(
        Situation situation, ulong seed, ICatalogue catalogue, IReadOnlyList<CastMember> cast, TimeSpan duration, Seams seams,
        CancellationToken stop)
    {
        TimeSpan step = RunSteps.StepOf(duration);
        using Stage stage = new(situation, seed, catalogue, cast, step, step, RunSteps.SeriesOf(cast.Count), seams);
        RunSteps steps = new();
        Instant end = Stage.Start + duration;
        for (Instant at = Stage.Start + step; at <= end; at += step)
        {
            stop.ThrowIfCancellationRequested();
            stage.World.Run(at);
            IReadOnlyList<LinkUsage> usage = stage.Usage();
            steps.Take(stage.World.Server?.Playing ?? 0, usage, stage.Journal, stage.Layout.AccountOf);
            stage.LookAtReservations(usage, at);
        }

        // What a report tells ends with the run; what comes afterwards is looked at by the checks alone.
        stage.World.Run(end);
        IReadOnlyList<SessionRecord> sessions = stage.Sessions(end);
        RunRecord record = new()
        {
            Variant = "",
            Seed = seed,
            DurationS = Math.Round(duration.TotalSeconds, 6),
            StepS = step.TotalSeconds,
            Sessions = sessions,
            Events = EventLog.InOrder(stage.Events.Events, cast),
            Playing = steps.Playing,
            Admitted = steps.Admitted,
            Refused = steps.Refused,
            Links = LinkRecords.Of(situation, stage.Layout, stage.Network.FiguresOf, stage.World.Flows, steps),
            Totals = new()
            {
                Arrived = sessions.Count,
                Admitted = stage.Journal.AdmittedCount,
                Refused = stage.Journal.RefusedCount,
                Failed = sessions.Count(session => session.Outcome == "failed"),
                PeakPlaying = steps.Playing.DefaultIfEmpty().Max(),
                Packets = stage.Network.Packets,
                Bytes = stage.Network.Bytes,
                Moves = stage.Journal.Moves,
            },
        };
        IReadOnlyList<CheckRecord> checks = stage.Finish(end, out int ghosts);
        return record with { Checks = checks, Totals = record.Totals with { Ghosts = ghosts } };
    }
}
