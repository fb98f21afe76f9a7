using System.Net;

namespace Streaming.Server.Channels.Members;

/// <summary>One that takes part in a channel: a session of RTSP, and the lanes it has joined.</summary>
/// <remarks>Lanes are joined and left through <see cref="ChannelMembers"/>, by whoever sends the channel. A member takes 200 B, and each
/// of its lanes 700 B more, end points and tables included: of two lanes each, <see cref="ChannelMembers.Most"/> members take 160 MB.
/// Whoever asks for packets has 1.2 kB more, and 1 kB for each of the lanes it asks for.</remarks>
/// <param name="id">Of its session, for logs and lists.</param>
/// <param name="address">Its host, from where reports come whose port nobody knows beforehand.</param>
public sealed class ChannelMember(string id, IPAddress address)
{
    private const long NotYet = long.MinValue;

    // Replaced, never changed: lists are made of it by other threads.
    private MemberLane[] _lanes = [];
    private long _heard = NotYet;
    private int _unread;

    public string Id => id;

    public IPAddress Address => address;

    /// <summary>May be read from any thread.</summary>
    public IReadOnlyList<MemberLane> Lanes => LaneArray;

    /// <summary>When a report last came from it; null if never. May be read from any thread.</summary>
    public Instant? LastHeard => Volatile.Read(ref _heard) is long ticks and not NotYet ? new Instant(ticks) : null;

    /// <summary>The lanes, without a box around their enumerator.</summary>
    internal MemberLane[] LaneArray => Volatile.Read(ref _lanes);

    /// <summary>Its place in the list of all members; −1: in none.</summary>
    internal int Place { get; set; } = -1;

    /// <summary>Packets that it waits for; null: it has never asked for any.</summary>
    internal ResendFlow? Resends { get; set; }

    /// <summary>What it is being sent of what the group got before it; null: nothing, or no more.</summary>
    internal BurstFlow? Burst { get; set; }

    /// <summary>Where the skew of its lane that is furthest off is counted; −1: nowhere.</summary>
    internal int SkewBin { get; set; } = -1;

    /// <summary>Where the delay that it would need is counted; −1: nowhere.</summary>
    internal int WishBin { get; set; } = -1;

    /// <summary>It is heard of on one of its lanes at least.</summary>
    internal bool IsReporting
    {
        get
        {
            foreach (MemberLane lane in _lanes)
            {
                if (lane.Reception.IsReporting)
                    return true;
            }

            return false;
        }
    }

    internal void Hear(Instant now) => Volatile.Write(ref _heard, now.Ticks);

    /// <summary>One more of its reports waits to be looked at; false where too many do already. May be called from any thread.</summary>
    internal bool TryWait(int most)
    {
        if (Interlocked.Increment(ref _unread) <= most)
            return true;
        Interlocked.Decrement(ref _unread);
        return false;
    }

    /// <summary>One of its reports was looked at.</summary>
    internal void Read() => Interlocked.Decrement(ref _unread);

    internal void Add(MemberLane lane) => Volatile.Write(ref _lanes, [.. _lanes, lane]);

    internal void Remove(MemberLane lane) => Volatile.Write(ref _lanes, Array.FindAll(_lanes, one => one != lane));
}
