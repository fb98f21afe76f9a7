namespace Streaming.Qos.Monitoring;

/// <summary>What the receiver met within 100 ms.</summary>
/// <param name="Start">The window is [Start, Start + <see cref="MonitoringWindow.Length"/>), by the receiver's clock.</param>
/// <param name="Received">Different packets that came, late ones included.</param>
/// <param name="Lost">Packets given up as lost on the way.</param>
/// <param name="LongestLossRun">The most of them in a row.</param>
/// <param name="Late">Packets that came after they had been given up or were due: of no use.</param>
/// <param name="Duplicates">Packets that came again; in no other figure.</param>
/// <param name="WorstJitter">The highest value of the running estimate. RFC 3550 §6.4.1.</param>
/// <param name="LowestBuffer">The least that was held, in time; null where nobody looked.</param>
/// <param name="WorstSkew">The largest distance between the streams' positions, lip-sync; zero for a single stream.</param>
public readonly record struct ReceptionWindow(
    Instant Start, Tally Received, long Lost, int LongestLossRun, long Late, long Duplicates, TimeSpan WorstJitter,
    TimeSpan? LowestBuffer, TimeSpan WorstSkew) : IWindow<ReceptionWindow>
{
    public static ReceptionWindow Empty(Instant start) => new() { Start = start };
}
