namespace Streaming.Server.Sending;

/// <summary>What was done to mend one stream, since it began.</summary>
/// <param name="ParityPackets">Of its parity stream.</param>
/// <param name="ParityBytes">Theirs, RTP headers included.</param>
/// <param name="ResentPackets">Sent again because the receiver asked.</param>
/// <param name="ResentBytes">Theirs, RTP headers included.</param>
/// <param name="RefusedUnknown">Packets asked for and not sent again: see <see cref="ResendRefusal.Unknown"/>.</param>
/// <param name="RefusedTooOld">See <see cref="ResendRefusal.TooOld"/>.</param>
/// <param name="RefusedTooOften">See <see cref="ResendRefusal.TooOften"/>.</param>
/// <param name="RefusedNoBudget">See <see cref="ResendRefusal.NoBudget"/>.</param>
public readonly record struct RepairFigures(
    long ParityPackets,
    long ParityBytes,
    long ResentPackets,
    long ResentBytes,
    long RefusedUnknown,
    long RefusedTooOld,
    long RefusedTooOften,
    long RefusedNoBudget)
{
    public static RepairFigures operator +(RepairFigures one, RepairFigures other) => new(
        one.ParityPackets + other.ParityPackets,
        one.ParityBytes + other.ParityBytes,
        one.ResentPackets + other.ResentPackets,
        one.ResentBytes + other.ResentBytes,
        one.RefusedUnknown + other.RefusedUnknown,
        one.RefusedTooOld + other.RefusedTooOld,
        one.RefusedTooOften + other.RefusedTooOften,
        one.RefusedNoBudget + other.RefusedNoBudget);

    public static RepairFigures operator -(RepairFigures later, RepairFigures earlier) => later + new RepairFigures(
        -earlier.ParityPackets,
        -earlier.ParityBytes,
        -earlier.ResentPackets,
        -earlier.ResentBytes,
        -earlier.RefusedUnknown,
        -earlier.RefusedTooOld,
        -earlier.RefusedTooOften,
        -earlier.RefusedNoBudget);
}
