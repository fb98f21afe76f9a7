using System.Net;

namespace Streaming.Server.Channels.Members;

/// <summary>One that takes part in a channel: a session of RTSP, and the lanes it has joined.</summary>
/// <remarks>Lanes are joined and left through <see cref="ChannelMembers"/>, by whoever sends the channel. 100,000 members of two lanes each
/// take about 100,000 × 1 kB = 100 MB; those that ever asked for a packet, 1 kB more for each lane.</remarks>
/// <param name="id">Of its session, for logs and lists.</param>
/// <param name="address">Its host, from where reports come whose port nobody knows beforehand.</param>
public sealed class ChannelMember(string id, IPAddress address)
{
    private const long NotYet = long.MinValue;

    // Replaced, never changed: lists are made of it by other threads.
    private MemberLane[] _lanes = [];
    private long _heard = NotYet;

    public string Id => id;

    public IPAddress Address => address;

    /// <summary>May be read from any thread.</summary>
    public IReadOnlyList<MemberLane> Lanes => Volatile.Read(ref _lanes);

    /// <summary>When a report last came from it; null if never. May be read from any thread.</summary>
    public Instant? LastHeard => Volatile.Read(ref _heard) is long ticks and not NotYet ? new Instant(ticks) : null;

    internal void Hear(Instant now) => Volatile.Write(ref _heard, now.Ticks);

    internal void Add(MemberLane lane) => Volatile.Write(ref _lanes, [.. _lanes, lane]);

    internal void Remove(MemberLane lane) => Volatile.Write(ref _lanes, Array.FindAll(_lanes, one => one != lane));
}
