using Streaming.Emulation.Links;

namespace Streaming.Lab.Virtual;

/// <summary>What passed a link of a scenario, or all links that it stands for, towards the viewers.</summary>
/// <param name="Drops">By cause, as records call them.</param>
/// <param name="Offered">Bytes, step by step; so is <paramref name="Used"/>.</param>
internal sealed record LinkSums(
    long Packets,
    long Bytes,
    SortedDictionary<string, long> Drops,
    IReadOnlyList<long> Offered,
    IReadOnlyList<long> Used,
    IReadOnlyList<TimeSpan> LongestWait)
{
    private static readonly DropCause[] Causes = [DropCause.Down, DropCause.Loss, DropCause.Policed, DropCause.QueueFull];

    /// <param name="turnedAway">What never came to it: its flow had exceeded its contract.</param>
    public static LinkSums Of(LinkFigures figures, long turnedAway)
    {
        SortedDictionary<string, long> drops = new(StringComparer.Ordinal);
        foreach (DropCause cause in Causes)
        {
            long count = figures.DropsOf(cause) + (cause == DropCause.Policed ? turnedAway : 0);
            if (count > 0)
                drops.Add(Viewers.CauseText.Of(cause), count);
        }

        return new(figures.Packets, figures.Bytes, drops, figures.Offered, figures.Used, figures.LongestWait);
    }
}
