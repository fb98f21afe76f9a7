using Streaming.Lab.Records;
using Streaming.Lab.Scenarios;

namespace Streaming.Lab.Virtual;

/// <summary>Plays a situation in virtual time: on one thread, without a wall clock, the same to the last byte wherever it is done.</summary>
public static class VirtualRun
{
    /// <param name="situation">Checked and complete.</param>
    /// <param name="seed">Everything that is left to chance follows from it.</param>
    /// <returns>A record without the name of a variant: whoever knows it writes it in.</returns>
    public static RunRecord Play(Situation situation, ulong seed, VirtualOptions options) => new()
    {
        Variant = "",
        Seed = seed,
        DurationS = (options.Until ?? situation.Duration).TotalSeconds,
        Totals = new(),
    };
}
