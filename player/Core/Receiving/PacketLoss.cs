using Streaming.Formats.Rtp;

namespace Streaming.Player.Receiving;

/// <summary>Packets that were given up.</summary>
/// <param name="First">The first missing one.</param>
/// <param name="Count">How many in a row, at least 1.</param>
/// <param name="At">When they were given up.</param>
public readonly record struct PacketLoss(PacketIndex First, int Count, Instant At, GapReason Reason);
