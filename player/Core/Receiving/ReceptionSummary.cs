using Streaming.Formats.Rtp;

namespace Streaming.Player.Receiving;

/// <summary>The part of a report block that comes from counting packets. RFC 3550 §6.4.1.</summary>
/// <param name="FractionLost">Lost since the previous report, in 1/256 of those expected.</param>
/// <param name="Lost">Lost since the beginning; negative where duplicates outnumber losses.</param>
/// <param name="HighestSequence">Cycles in the upper, sequence number in the lower 16 bits.</param>
/// <param name="Jitter">In clock units.</param>
internal readonly record struct ReceptionSummary(Ssrc Source, byte FractionLost, int Lost, uint HighestSequence, uint Jitter);
