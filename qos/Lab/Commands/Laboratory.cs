using Streaming.Lab.Expectations;
using Streaming.Lab.Records;
using Streaming.Lab.Scenarios;

namespace Streaming.Lab.Commands;

/// <summary>Plays scenarios: each variant as often as is asked for, several runs at once; what comes of it is the same however
/// many.</summary>
/// <param name="patience">How long a run that is given up is waited for; null: as long as one may need to clear up behind it.</param>
internal sealed class Laboratory(IRunPlayer player, TimeSpan? patience = null)
{
    /// <summary>A server is ended, what ffmpeg has half made is removed; that takes a moment, and on a busy machine some more.</summary>
    private static readonly TimeSpan ClearingUp = TimeSpan.FromSeconds(3);

    /// <summary>How many runs go on at once.</summary>
    public int AtOnce(LabOrder order) => Math.Min(order.Threads, player.MostAtOnce);

    /// <summary>Every run of a scenario, weighed.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public async Task<LabReport> RunAsync(ScenarioFile file, LabOrder order, CancellationToken stop)
    {
        List<Part> parts =
        [
            .. from variant in file.Variants
               from seed in Seeds(file, order)
               select new Part(variant, seed),
        ];
        RunRecord[] runs = new RunRecord[parts.Count];
        ParallelOptions options = new() { MaxDegreeOfParallelism = AtOnce(order), CancellationToken = stop };
        await Parallel.ForEachAsync(parts.Index(), options, async (part, token) =>
            runs[part.Index] = await PlayAsync(part.Item, order.Until, token));
        IReadOnlyList<ExpectationRecord> expectations = Judge.Weigh(file.Expectations, runs);
        return new()
        {
            Scenario = file.Name,
            Description = file.Description,
            IsReal = player.IsReal,
            Runs = runs,
            Expectations = expectations,
        };
    }

    /// <summary>How little is enough for what failed to fail; on sockets nobody has the time.</summary>
    public async Task<IReadOnlyList<FoundPrefix>> FindPrefixesAsync(ScenarioFile file, LabReport report, CancellationToken stop) =>
        player.IsReal ? [] : await Task.Run(() => PrefixSearch.Search(player, file, report, stop), stop).WaitAsync(stop);

    /// <summary>One after the other: a seed that failed is played again by its number alone.</summary>
    private static IEnumerable<ulong> Seeds(ScenarioFile file, LabOrder order)
    {
        ulong first = order.Seed ?? file.Seed;
        return Enumerable.Range(0, order.Repetitions ?? file.Repetitions).Select(number => unchecked(first + (ulong)number));
    }

    /// <summary>Whoever asks for a stop waits until a run has cleared up behind it, and not for one that does not come to it.</summary>
    private async Task<RunRecord> PlayAsync(Part part, TimeSpan? until, CancellationToken stop)
    {
        Task<RunRecord> run = Task.Run(() => player.PlayAsync(part.Variant.Situation, part.Seed, until, stop), stop);
        try
        {
            return await run.WaitAsync(stop) with { Variant = part.Variant.Name };
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAny(run, Task.Delay(patience ?? ClearingUp, CancellationToken.None));
            throw;
        }
    }

    private sealed record Part(ScenarioVariant Variant, ulong Seed);
}
