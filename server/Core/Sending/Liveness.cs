namespace Streaming.Server.Sending;

/// <summary>Whether a client that used to report has gone silent.</summary>
/// <remarks>
/// Written by whoever takes its RTCP, read by whoever sends: single values, published whole. A client that never reported is not judged
/// here (the session timeout is for it), nor one whose stream is so thin that its reports are rarer than the limit by right.
/// </remarks>
internal sealed class Liveness
{
    /// <summary>Receivers of ordinary films report every 2 to 7 s; RFC 3550 §6.3.5 would have a member time out after five
    /// intervals.</summary>
    public static readonly TimeSpan SilenceLimit = TimeSpan.FromSeconds(10);

    /// <summary>Reports before which nothing is known about their rhythm.</summary>
    private const int ReportsToJudge = 3;

    private const long NotYet = long.MinValue;

    private long _heard = NotYet;
    private long _since;
    private long _longestGap;
    private int _reports;

    public Instant? LastHeard => Volatile.Read(ref _heard) is long ticks and not NotYet ? new Instant(ticks) : null;

    /// <summary>Media begins: silence before this does not count.</summary>
    public void Begin(Instant now) => Volatile.Write(ref _since, now.Ticks);

    public void Hear(Instant now)
    {
        long since = Volatile.Read(ref _since);
        long before = Volatile.Read(ref _heard);
        if (before >= since && before != NotYet)
            Volatile.Write(ref _longestGap, Math.Max(Volatile.Read(ref _longestGap), now.Ticks - before));
        Volatile.Write(ref _reports, Volatile.Read(ref _reports) + 1);
        Volatile.Write(ref _heard, now.Ticks);
    }

    public bool IsSilent(Instant now)
    {
        if (Volatile.Read(ref _reports) < ReportsToJudge)
            return false;
        long limit = Math.Max(SilenceLimit.Ticks, 2 * Volatile.Read(ref _longestGap));
        return now.Ticks - Math.Max(Volatile.Read(ref _heard), Volatile.Read(ref _since)) > limit;
    }
}
