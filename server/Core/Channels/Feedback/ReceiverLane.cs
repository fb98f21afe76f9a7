using Streaming.Server.Channels.Members;
using Streaming.Server.Sending;

namespace Streaming.Server.Channels.Feedback;

/// <summary>What one member last reported about a lane.</summary>
/// <param name="Lane">Which, and how it comes.</param>
/// <param name="Heard">When; null: never.</param>
/// <param name="Loss">Share lost between its last two reports, before repair; null before it reported.</param>
/// <param name="Jitter">RFC 3550 §6.4.1; null before it reported.</param>
/// <param name="RoundTrip">The way there and back; null before it is known.</param>
/// <param name="Skew">How much later than the common presentation time it presents; null before it said so. RFC 7272.</param>
/// <param name="Repair">What it was sent by itself, and what was refused.</param>
public sealed record ReceiverLane(
    MemberLane Lane, Instant? Heard, Ratio? Loss, TimeSpan? Jitter, TimeSpan? RoundTrip, TimeSpan? Skew, RepairFigures Repair);
