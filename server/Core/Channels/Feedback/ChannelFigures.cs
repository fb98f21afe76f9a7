namespace Streaming.Server.Channels.Feedback;

/// <summary>The audience of a channel at one moment.</summary>
/// <param name="At">When stock was taken.</param>
/// <param name="Members">Who has joined.</param>
/// <param name="Reporting">Members that are heard of; the others have said goodbye or nothing for too long. RFC 3550 §6.3.5.</param>
/// <param name="Delay">How long after a position is due to leave it is to be presented.</param>
/// <param name="Skew">How much later than that they present; of each member, the lane that is furthest off.</param>
/// <param name="Lanes">One by one.</param>
/// <param name="Reports">Compounds of members taken since the channel began.</param>
/// <param name="Strangers">Compounds of others, which count for nothing.</param>
/// <param name="Malformed">Compounds of members that are none.</param>
/// <param name="Overrun">Reports dropped since too many came at once.</param>
/// <param name="Answered">Receivers' reference times that were answered. RFC 3611 §4.4.</param>
/// <param name="Unanswered">Those that were not: the share of the sender was used up.</param>
/// <param name="Bursts">Newcomers that are being sent what the group got before them.</param>
public sealed record ChannelFigures(
    Instant At,
    int Members,
    int Reporting,
    TimeSpan Delay,
    Spread<TimeSpan> Skew,
    IReadOnlyList<LaneFigures> Lanes,
    long Reports,
    long Strangers,
    long Malformed,
    long Overrun,
    long Answered,
    long Unanswered,
    int Bursts);
