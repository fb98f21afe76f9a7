namespace Streaming.Server.Sending;

/// <summary>What was sent again and what was refused, of one receiver or of all of a stream. May be read from any thread.</summary>
internal sealed class ResendTally
{
    private readonly long[] _refused = new long[Enum.GetValues<ResendRefusal>().Length];
    private long _packets;
    private long _bytes;

    public RepairFigures Figures => new(
        ParityPackets: 0,
        ParityBytes: 0,
        Volatile.Read(ref _packets),
        Volatile.Read(ref _bytes),
        Refused(ResendRefusal.Unknown),
        Refused(ResendRefusal.TooOld),
        Refused(ResendRefusal.TooOften),
        Refused(ResendRefusal.NoBudget));

    public long Refused(ResendRefusal reason) => Interlocked.Read(ref _refused[(int)reason]);

    /// <summary>May be called from any thread.</summary>
    public void Refuse(ResendRefusal reason, int packets) => Interlocked.Add(ref _refused[(int)reason], packets);

    /// <summary>A packet leaves; said by whoever sends.</summary>
    public void Count(int bytes)
    {
        Volatile.Write(ref _packets, _packets + 1);
        Volatile.Write(ref _bytes, _bytes + bytes);
    }
}
