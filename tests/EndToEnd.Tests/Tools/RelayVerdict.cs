namespace Streaming.EndToEnd.Tests.Tools;

/// <summary>What a relay did with one datagram.</summary>
/// <param name="Stream">Which SETUP it belongs to, from 0.</param>
/// <param name="IsReport">RTCP, not RTP.</param>
/// <param name="FromServer">The way it went.</param>
/// <param name="Number">Of those of its stream, kind and way, from 0: with the seed it decides alone what becomes of it.</param>
/// <param name="At">When it came, since the relay began.</param>
/// <param name="Delay">How long it was kept; null: it was lost.</param>
internal sealed record RelayVerdict(int Stream, bool IsReport, bool FromServer, int Number, int Bytes, TimeSpan At, TimeSpan? Delay)
{
    public override string ToString() =>
        $"{At.TotalMilliseconds:0.0} ms stream {Stream} {(IsReport ? "RTCP" : "RTP")} {(FromServer ? "down" : "up")} #{Number} {Bytes} B: "
        + (Delay is { } delay ? $"after {delay.TotalMilliseconds:0.0} ms" : "lost");
}
