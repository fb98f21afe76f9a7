namespace Streaming.Player.Receiving;

/// <summary>How the network loses packets: how often, and how many in a row. What repair makes of it changes nothing here.</summary>
/// <remarks>Seen in the order of the film, so packets that were overtaken are no losses; a run counts when the packet behind it
/// leaves.</remarks>
/// <param name="Count">Runs of one and more.</param>
/// <param name="Packets">In all of them.</param>
/// <param name="Bursts">Runs of two and more.</param>
/// <param name="InBursts">Packets in those.</param>
/// <param name="Longest">Packets in the longest.</param>
public readonly record struct LossRuns(long Count, long Packets, long Bursts, long InBursts, long Longest)
{
    /// <summary>A run of so many is over.</summary>
    internal LossRuns Plus(long run) => run == 0 ? this : new(
        Count + 1,
        Packets + run,
        Bursts + (run > 1 ? 1 : 0),
        InBursts + (run > 1 ? run : 0),
        Math.Max(Longest, run));
}
