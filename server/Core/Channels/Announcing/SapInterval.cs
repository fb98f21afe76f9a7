namespace Streaming.Server.Channels.Announcing;

/// <summary>How often one session is announced. RFC 2974 §3.1.</summary>
/// <remarks>
/// Deviation: the first announcements come 5, 10, 20 … s apart. By the letter, a receiver that missed the first (it had just been switched
/// on, or the packet was lost) would not know of the channel for five minutes; the six more take no more than one does in half an hour.
/// Deviation: it is never longer than twenty minutes, so that a listener, who forgets a session after an hour at the earliest (§4), has
/// heard it thrice; whoever floods the group with sessions of his cannot silence ours.
/// </remarks>
internal static class SapInterval
{
    /// <summary>What all announcements of a scope may take together, in bits per second.</summary>
    public const int Limit = 4_000;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(300);
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(20);

    /// <summary>Until the next one.</summary>
    /// <param name="announcements">In the scope: ours and those of others.</param>
    /// <param name="bytes">Of this one.</param>
    /// <param name="sent">How often it was sent already; at least once.</param>
    /// <param name="chance">Within 0 and 1: spreads those of many over a third of it before and behind.</param>
    public static TimeSpan Next(int announcements, int bytes, int sent, double chance)
    {
        TimeSpan interval = TimeSpan.FromSeconds(8L * announcements * bytes / Limit);
        interval = interval < Least ? Least : interval > Most ? Most : interval;
        TimeSpan begin = First * Math.Pow(2, Math.Min(sent - 1, 16));
        interval = begin < interval ? begin : interval;
        return interval + (interval * ((chance * 2 / 3) - (1.0 / 3)));
    }

    /// <summary>How long a packet takes of what announcements may take.</summary>
    public static TimeSpan TimeOf(int bytes) => TimeSpan.FromSeconds(8.0 * bytes / Limit);
}
