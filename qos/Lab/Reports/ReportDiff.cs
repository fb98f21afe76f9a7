using Streaming.Lab.Records;

namespace Streaming.Lab.Reports;

/// <summary>What differs between two reports: runs of the same variant and seed are held against each other.</summary>
internal static class ReportDiff
{
    /// <summary>Sessions that are named.</summary>
    private const int MostNamed = 10;

    /// <returns>In words and figures, a difference a line, what belongs to a run indented below it; none: they say the same.</returns>
    public static IReadOnlyList<string> Between(LabReport before, LabReport after)
    {
        if (ReportJson.Write(before).AsSpan().SequenceEqual(ReportJson.Write(after)))
            return [];
        List<string> lines =
        [
            .. Change("scenario", before.Scenario, after.Scenario),
            .. Change("played", before.IsReal ? "for real" : "simulated", after.IsReal ? "for real" : "simulated"),
            .. Expectations(before, after), .. Runs(before, after),
        ];
        return lines.Count > 0 ? lines : ["All figures agree; what differs is in descriptions, events or series only."];
    }

    private static IEnumerable<string> Expectations(LabReport before, LabReport after)
    {
        Dictionary<(string, ulong), ExpectationRecord> known = [];
        foreach (ExpectationRecord one in before.Expectations)
            known.TryAdd((one.Text, one.Seed), one);
        foreach (ExpectationRecord one in after.Expectations)
        {
            string name = $"expectation '{one.Text}' (seed {one.Seed})";
            if (!known.Remove((one.Text, one.Seed), out ExpectationRecord? old))
                yield return $"{name} is new: {Met(one)}";
            else if (old.IsMet != one.IsMet)
                yield return $"{name} was {Met(old)}, and is {Met(one)}";
            else if (old.Found != one.Found)
                yield return $"{name} is {(one.IsMet ? "met" : "not met")} as before: {old.Found} → {one.Found}";
        }

        foreach (ExpectationRecord gone in before.Expectations.Where(one => known.ContainsKey((one.Text, one.Seed))))
            yield return $"expectation '{gone.Text}' (seed {gone.Seed}) is gone: it was {Met(gone)}";
    }

    private static string Met(ExpectationRecord one) => $"{(one.IsMet ? "met" : "not met")} ({one.Found})";

    private static IEnumerable<string> Runs(LabReport before, LabReport after)
    {
        foreach (RunRecord run in after.Runs)
        {
            if (before.Runs.FirstOrDefault(one => one.Variant == run.Variant && one.Seed == run.Seed) is not { } old)
            {
                yield return $"run {HtmlReport.Name(run, after)}: the other report has no such run";
                continue;
            }

            string[] lines =
            [
                .. Totals(old, run), .. Audiences(old, run), .. Links(old, run), .. Checks(old, run),
                .. Sessions(old.Sessions, run.Sessions),
            ];
            if (lines.Length > 0)
                yield return $"run {HtmlReport.Name(run, after)}:";
            foreach (string line in lines)
                yield return $"  {line}";
        }

        foreach (RunRecord gone in before.Runs.Where(run => !after.Runs.Any(one => one.Variant == run.Variant && one.Seed == run.Seed)))
            yield return $"run {HtmlReport.Name(gone, before)}: only the first report has it";
    }

    private static IEnumerable<string> Totals(RunRecord before, RunRecord after)
    {
        (RunTotals old, RunTotals now) = (before.Totals, after.Totals);
        return
        [
            .. Change("length", Say.Length(before.DurationS), Say.Length(after.DurationS)),
            .. Change("came", old.Arrived, now.Arrived), .. Change("admitted", old.Admitted, now.Admitted),
            .. Change("refused", old.Refused, now.Refused), .. Change("failed", old.Failed, now.Failed),
            .. Change("most at once", old.PeakPlaying, now.PeakPlaying), .. Change("packets", old.Packets, now.Packets),
            .. Change("bytes", old.Bytes, now.Bytes), .. Change("moves", old.Moves, now.Moves), .. Change("ghosts", old.Ghosts, now.Ghosts),
        ];
    }

    private static IEnumerable<string> Audiences(RunRecord before, RunRecord after) =>
        from now in after.Audiences
        let old = before.Audiences.FirstOrDefault(one => one.Name == now.Name)
        where old is not null
        from line in Audience(old, now)
        select $"viewers {now.Name}, {line}";

    private static IEnumerable<string> Audience(AudienceRecord old, AudienceRecord now) =>
    [
        .. Change("came", old.Arrived, now.Arrived), .. Change("refused", old.Refused, now.Refused),
        .. Change("failed", old.Failed, now.Failed), .. Change("contracts kept", old.Kept, now.Kept),
        .. Change("stalls", old.Stalls, now.Stalls), .. Change("stood", Say.Ms(old.StalledMs), Say.Ms(now.StalledMs)),
        .. Change("lost", Say.Share(old.Lost, old.Sent), Say.Share(now.Lost, now.Sent)),
        .. Change("missing", Say.Share(old.LostAfterRepair, old.Sent), Say.Share(now.LostAfterRepair, now.Sent)),
        .. Change("late", Say.Share(old.Late, old.Sent), Say.Share(now.Late, now.Sent)), .. Change("moves", old.Moves, now.Moves),
        .. Marks("startup", old.StartupMs, now.StartupMs), .. Marks("delay", old.DelayMs, now.DelayMs),
        .. Marks("skew", old.SkewMs, now.SkewMs),
        .. Change("buffer, 1 %", Say.Ms(old.BufferMs?.P1), Say.Ms(now.BufferMs?.P1)),
    ];

    private static IEnumerable<string> Marks(string name, DistributionRecord? old, DistributionRecord? now) =>
    [
        .. Change($"{name}, median", Say.Ms(old?.P50), Say.Ms(now?.P50)), .. Change($"{name}, 99 %", Say.Ms(old?.P99), Say.Ms(now?.P99)),
        .. Change($"{name}, most", Say.Ms(old?.Max), Say.Ms(now?.Max)),
    ];

    private static IEnumerable<string> Links(RunRecord before, RunRecord after) =>
        from now in after.Links
        let old = before.Links.FirstOrDefault(one => one.Name == now.Name)
        where old is not null
        from line in Link(old, now)
        select $"link {now.Name}, {line}";

    private static IEnumerable<string> Link(LinkRecord old, LinkRecord now) =>
    [
        .. Change("packets", old.Packets, now.Packets), .. Change("used on average", Mean(old.Used), Mean(now.Used)),
        .. Change("promised, most", Most(old.Reserved), Most(now.Reserved)),
        .. Change("longest wait", Say.Ms(old.QueueMs.DefaultIfEmpty(0).Max()), Say.Ms(now.QueueMs.DefaultIfEmpty(0).Max())),
        .. old.Drops.Keys.Union(now.Drops.Keys).Order(StringComparer.Ordinal).SelectMany(cause =>
            Change(RunSection.Cause(cause), old.Drops.GetValueOrDefault(cause), now.Drops.GetValueOrDefault(cause))),
    ];

    private static string Mean(IReadOnlyList<long> rates) => rates.Count == 0 ? "–" : Say.Rate(rates.Average());

    private static string Most(IReadOnlyList<long> rates) => rates.Count == 0 ? "–" : Say.Rate(rates.Max());

    private static IEnumerable<string> Checks(RunRecord before, RunRecord after) =>
        from now in after.Checks
        let old = before.Checks.FirstOrDefault(one => one.Name == now.Name)
        where old is null || old.IsOk != now.IsOk || old.Detail != now.Detail
        select now.IsOk ? $"check {now.Name} holds{(old is null ? "" : "; it did not")}" : $"check {now.Name} does not hold: {now.Detail}";

    private static IEnumerable<string> Sessions(IReadOnlyList<SessionRecord> before, IReadOnlyList<SessionRecord> after)
    {
        Dictionary<string, SessionRecord> known = before.ToDictionary(session => session.Id);
        (int different, int told) = (0, 0);
        foreach (SessionRecord now in after)
        {
            if (!known.TryGetValue(now.Id, out SessionRecord? old))
                continue;
            string[] lines =
            [
                .. Change("outcome", old.Outcome, now.Outcome), .. Change("stalls", old.Stalls, now.Stalls),
                .. Change("missing", old.LostAfterRepair, now.LostAfterRepair),
                .. Change("contracts", old.Contracts.Count, now.Contracts.Count),
            ];
            different += lines.Length > 0 ? 1 : 0;
            if (lines.Length > 0 && told++ < MostNamed)
                yield return $"session {now.Id}, {string.Join("; ", lines)}";
        }

        if (different > MostNamed)
            yield return $"and {different - MostNamed} more sessions";
    }

    private static IEnumerable<string> Change(string name, long before, long after)
    {
        if (before != after)
        {
            string share = before == 0 ? "" : $" ({(after > before ? "+" : "−")}{Say.Percent(100.0 * Math.Abs(after - before) / before)})";
            yield return $"{name}: {Say.Count(before)} → {Say.Count(after)}{share}";
        }
    }

    private static IEnumerable<string> Change(string name, string before, string after)
    {
        if (before != after)
            yield return $"{name}: {before} → {after}";
    }
}
