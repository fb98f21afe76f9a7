namespace Streaming.Lab.Real.Relaying;

/// <summary>What a relay did with one datagram.</summary>
/// <param name="Stream">Which SETUP it belongs to, from 0.</param>
/// <param name="IsReport">RTCP, not RTP.</param>
/// <param name="FromServer">The way it went.</param>
/// <param name="Number">Of all that went its way, from 0: where the network has no queue, the seed and this alone decide whether it is
/// lost.</param>
/// <param name="At">When it came, since the relay began.</param>
internal sealed record RelayVerdict(int Stream, bool IsReport, bool FromServer, int Number, int Bytes, TimeSpan At)
{
    /// <summary>How long the network kept it; null: it was lost, or is still under way.</summary>
    public TimeSpan? Delay { get; internal set; }

    public override string ToString() =>
        $"{At.TotalMilliseconds:0.0} ms stream {Stream} {(IsReport ? "RTCP" : "RTP")} {(FromServer ? "down" : "up")} #{Number} {Bytes} B: "
        + (Delay is { } delay ? $"after {delay.TotalMilliseconds:0.0} ms" : "lost");
}
