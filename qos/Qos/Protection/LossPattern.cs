namespace Streaming.Qos.Protection;

/// <summary>What was counted of a stream's losses: enough to tell how many, how long in a row, and how they keep company.</summary>
/// <param name="Packets">Those whose fate is known.</param>
/// <param name="Lost">Of them.</param>
/// <param name="Pairs">Neighbours that were both lost.</param>
/// <param name="Apart">Packets two apart that were both lost, whatever became of the one between.</param>
/// <param name="Triples">Three in a row that were all lost.</param>
public readonly record struct LossPattern(long Packets, long Lost, long Pairs, long Apart, long Triples)
{
    /// <summary>Losses in a row are one event.</summary>
    public long Events => Lost - Pairs;

    /// <summary>The share that was lost.</summary>
    public Ratio Loss => Ratio.Of(Lost, Packets);

    public static LossPattern operator +(LossPattern left, LossPattern right) => new(
        left.Packets + right.Packets, left.Lost + right.Lost, left.Pairs + right.Pairs, left.Apart + right.Apart,
        left.Triples + right.Triples);
}
