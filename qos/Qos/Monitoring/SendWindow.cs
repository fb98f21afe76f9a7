namespace Streaming.Qos.Monitoring;

/// <summary>What the sender did within 100 ms.</summary>
/// <param name="Start">The window is [Start, Start + <see cref="MonitoringWindow.Length"/>).</param>
/// <param name="Offered">Became due by the sending plan.</param>
/// <param name="Shaped">Of those, held back because the bucket was empty.</param>
/// <param name="Blocked">Of those, held back because the connection to the receiver took no more (TCP).</param>
/// <param name="Late">Sent, but later after their due time than the tolerance.</param>
/// <param name="Sent">Left, late ones included.</param>
/// <param name="Dropped">Given up before they left.</param>
/// <param name="WorstLateness">Of what was sent; zero where nothing was.</param>
public readonly record struct SendWindow(
    Instant Start, Tally Offered, Tally Shaped, Tally Blocked, Tally Late, Tally Sent, Tally Dropped, TimeSpan WorstLateness)
    : IWindow<SendWindow>
{
    public static SendWindow Empty(Instant start) => new() { Start = start };
}
