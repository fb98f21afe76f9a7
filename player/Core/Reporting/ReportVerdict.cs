using Streaming.Formats.Rtp;

namespace Streaming.Player.Reporting;

/// <summary>What a compound RTCP packet meant for a stream.</summary>
/// <param name="IsWellFormed">False: it was noise.</param>
/// <param name="Sender">Who reported as a sender; null where nobody did.</param>
/// <param name="SaysGoodbye">Whether the source leaves.</param>
public readonly record struct ReportVerdict(bool IsWellFormed, Ssrc? Sender, bool SaysGoodbye);
