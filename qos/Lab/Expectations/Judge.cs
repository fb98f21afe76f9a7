using Streaming.Lab.Records;

namespace Streaming.Lab.Expectations;

/// <summary>Holds expectations against what was measured.</summary>
/// <remarks>Each is looked at once for each seed. Without a variant it must hold in all of them; without an aggregate, for each session,
/// each mark of it, each step of each link. Where two sides are compared, a side without an aggregate is all sessions or steps together,
/// and one without a variant is of the same run as the other. What was not measured is not met.</remarks>
internal static class Judge
{
    /// <summary>In how many variants it is told what was found.</summary>
    private const int MostTold = 3;

    /// <param name="runs">By variant, then by repetition; the same seeds of each variant.</param>
    /// <returns>By repetition, then as they stand in the scenario.</returns>
    public static IReadOnlyList<ExpectationRecord> Weigh(IReadOnlyList<Expectation> expectations, IReadOnlyList<RunRecord> runs) =>
    [
        .. from seed in runs.Select(run => run.Seed).Distinct()
           let repetition = runs.Where(run => run.Seed == seed).ToList()
           from expectation in expectations
           select Weigh(expectation, seed, repetition),
    ];

    private static ExpectationRecord Weigh(Expectation expectation, ulong seed, List<RunRecord> runs)
    {
        List<(string Variant, Finding Finding)> found =
        [
            .. from run in runs
               where expectation.Left.Variant is null || run.Variant == expectation.Left.Variant
               select (run.Variant, Finding.Of(expectation, run, runs)),
        ];
        if (found.Count == 0)
            return new(expectation.Text, expectation.Line, seed, false, $"nothing was run of {expectation.Left.Variant}");

        // Where it does not hold is what people want to know.
        bool isMet = found.TrueForAll(one => one.Finding.IsMet);
        List<(string Variant, Finding Finding)> told = isMet ? found : found.FindAll(one => !one.Finding.IsMet);
        bool isOne = found.Count == 1 || runs.Count == 1;
        string text = string.Join("; ", told.Take(MostTold).Select(one => isOne ? one.Finding.Text : $"{one.Variant}: {one.Finding.Text}"));
        string more = told.Count > MostTold ? $"; and {told.Count - MostTold} more" : "";
        return new(expectation.Text, expectation.Line, seed, isMet, text + more);
    }
}
