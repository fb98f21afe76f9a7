using Streaming.Server.Sending;

namespace Streaming.Server.Host.Http;

/// <summary>What was done so that losses of one stream are not seen.</summary>
/// <param name="ParityPackets">Sent in its parity stream.</param>
/// <param name="ParityBytes">Theirs, RTP headers included.</param>
/// <param name="ResentPackets">Sent again because the viewer asked.</param>
/// <param name="ResentBytes">Theirs, RTP headers included.</param>
/// <param name="RefusedUnknown">Packets asked for that were never sent, or left before a seek.</param>
/// <param name="RefusedTooOld">Packets asked for that would have come too late.</param>
/// <param name="RefusedTooOften">Packets asked for that were sent again three times, or were on their way.</param>
/// <param name="RefusedNoBudget">Packets asked for beyond what the contract sets aside.</param>
internal sealed record RepairDetails(
    long ParityPackets,
    long ParityBytes,
    long ResentPackets,
    long ResentBytes,
    long RefusedUnknown,
    long RefusedTooOld,
    long RefusedTooOften,
    long RefusedNoBudget)
{
    public static RepairDetails Of(RepairFigures figures) => new(
        figures.ParityPackets,
        figures.ParityBytes,
        figures.ResentPackets,
        figures.ResentBytes,
        figures.RefusedUnknown,
        figures.RefusedTooOld,
        figures.RefusedTooOften,
        figures.RefusedNoBudget);
}
