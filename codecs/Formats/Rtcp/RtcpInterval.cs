namespace Streaming.Formats.Rtcp;

/// <summary>How long to wait until the next RTCP packet, so that all members together keep to their share. RFC 3550 §6.2, §6.3.1, appendix
/// A.7.</summary>
/// <param name="Members">All participants known, oneself included.</param>
/// <param name="Senders">Those of them that have sent lately.</param>
/// <param name="Bandwidth">What RTCP may use; see <see cref="ShareOf"/>.</param>
/// <param name="AverageSize">Mean size of compound packets in bytes, with UDP and IP headers; see <see cref="NextAverage"/>.</param>
/// <param name="IsSender">Whether oneself is one of the senders.</param>
/// <param name="IsFirst">Whether nothing has been sent yet: the first interval is half as long.</param>
public readonly record struct RtcpInterval(int Members, int Senders, BitRate Bandwidth, double AverageSize, bool IsSender, bool IsFirst)
{
    /// <summary>RFC 3550 §6.2; a sender may go below it, see <see cref="ReducedMinimum"/>.</summary>
    public static readonly TimeSpan DefaultMinimum = TimeSpan.FromSeconds(5);

    /// <summary>Without any bandwidth the formula has no end; nobody waits longer than a day.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>Of the RTCP bandwidth a quarter is for senders, as long as they are at most a quarter of the members.</summary>
    private const double SenderShare = 0.25;

    /// <summary>e − 3/2: reconsideration would otherwise make the intervals come out too short. RFC 3550 §6.3.1.</summary>
    private const double Compensation = Math.E - 1.5;

    /// <summary>Shortest interval before it is randomised.</summary>
    public TimeSpan Minimum { get; init; } = DefaultMinimum;

    /// <summary>Five per cent of the session's bandwidth. RFC 3550 §6.2.</summary>
    public static BitRate ShareOf(BitRate session) => new(session.BitsPerSecond / 20);

    /// <summary>360 s divided by the session's kb/s, for senders and unicast sessions: under 5 s from 72 kb/s on. RFC 3550 §6.2.</summary>
    public static TimeSpan ReducedMinimum(BitRate session) =>
        session.BitsPerSecond <= 0 ? DefaultMinimum : Shorter(TimeSpan.FromSeconds(360_000.0 / session.BitsPerSecond), DefaultMinimum);

    /// <summary>The running mean after another compound of <paramref name="size"/> bytes. RFC 3550 §6.3.3.</summary>
    public static double NextAverage(double average, int size) => (size / 16.0) + (average * 15 / 16);

    /// <summary>Td of RFC 3550 §6.3.1.</summary>
    public TimeSpan Deterministic()
    {
        double bytesPerSecond = Bandwidth.BitsPerSecond / 8.0;
        int sharers = Members;
        if (Senders <= Members * SenderShare)
        {
            bytesPerSecond *= IsSender ? SenderShare : 1 - SenderShare;
            sharers = IsSender ? Senders : Members - Senders;
        }

        TimeSpan minimum = IsFirst ? Minimum / 2 : Minimum;
        double seconds = AverageSize * sharers / bytesPerSecond;
        return seconds < Longest.TotalSeconds ? Longer(TimeSpan.FromSeconds(Math.Max(0, seconds)), minimum) : Longest;
    }

    /// <summary>T of RFC 3550 §6.3.1: 0.5 to 1.5 times the deterministic one, compensated.</summary>
    /// <param name="random">Uniform in [0, 1).</param>
    public TimeSpan Randomised(double random) => Deterministic() * ((random + 0.5) / Compensation);

    private static TimeSpan Shorter(TimeSpan left, TimeSpan right) => left < right ? left : right;

    private static TimeSpan Longer(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
