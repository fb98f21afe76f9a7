using Streaming.Server.Sending;

namespace Streaming.Server.Channels.Feedback;

/// <summary>What the receivers of one lane report.</summary>
/// <param name="Stream">The lane.</param>
/// <param name="Receivers">Members that have joined it.</param>
/// <param name="Reporting">Those of them that are heard of. RFC 3550 §6.3.5.</param>
/// <param name="Loss">Share lost between the last two reports of each, in the network: before repair.</param>
/// <param name="Jitter">RFC 3550 §6.4.1.</param>
/// <param name="Skew">How much later than the common presentation time each presents; negative: earlier. RFC 7272.</param>
/// <param name="Repair">What they were sent by themselves, and what was refused.</param>
public sealed record LaneFigures(
    SendStream Stream,
    int Receivers,
    int Reporting,
    Spread<Ratio> Loss,
    Spread<TimeSpan> Jitter,
    Spread<TimeSpan> Skew,
    RepairFigures Repair);
