using Streaming.Lab.Commands;
using Streaming.Lab.Records;
using Streaming.Lab.Scenarios;

namespace Streaming.Lab.Tests.Commands;

/// <summary>Plays nothing: says what a situation was played as.</summary>
internal sealed class FakePlayer(Func<Situation, ulong, TimeSpan, RunTotals> totals) : IRunPlayer
{
    private int _now;

    public bool IsReal { get; init; }

    public int MostAtOnce { get; init; } = int.MaxValue;

    public Func<ulong, TimeSpan, IReadOnlyList<CheckRecord>> Checks { get; init; } = (_, _) => [];

    /// <summary>The most that went on at once.</summary>
    public int Most { get; private set; }

    public async Task<RunRecord> PlayAsync(Situation situation, ulong seed, TimeSpan? until, CancellationToken stop)
    {
        lock (this)
            Most = Math.Max(Most, ++_now);
        await Task.Yield();
        TimeSpan length = until ?? situation.Duration;
        RunRecord run = new()
        {
            Variant = "",
            Seed = seed,
            DurationS = length.TotalSeconds,
            Totals = totals(situation, seed, length),
            Checks = Checks(seed, length),
        };
        lock (this)
            _now--;
        return run;
    }
}
