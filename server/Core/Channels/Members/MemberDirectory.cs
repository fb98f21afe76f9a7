using System.Collections.Concurrent;
using System.Net;
using Streaming.Server.Sending;

namespace Streaming.Server.Channels.Members;

/// <summary>From where each member reports on each lane. Changed by whoever sends the channel, asked from any thread.</summary>
/// <remarks>Who has named ports reports from them; who listens to the group as anybody could, from any port of its host.</remarks>
internal sealed class MemberDirectory
{
    /// <summary>Members behind one end point, more of which are not told apart: players of one host that share a port or have
    /// none.</summary>
    private const int MostTogether = 64;

    private readonly ConcurrentDictionary<EndPointKey, MemberLane[]> _lanes = new();

    /// <summary>Whose reports come from there; empty: a stranger's.</summary>
    public MemberLane[] Find(IPEndPoint from) =>
        _lanes.TryGetValue(EndPointKey.Of(from.Address, from.Port), out MemberLane[]? lanes)
        || _lanes.TryGetValue(EndPointKey.Of(from.Address, EndPointKey.AnyPort), out lanes) ? lanes : [];

    public void Add(MemberLane lane)
    {
        if (KeyOf(lane) is not EndPointKey key)
            return;
        MemberLane[] before = _lanes.GetValueOrDefault(key, []);
        if (before.Length < MostTogether)
            _lanes[key] = [.. before, lane];
    }

    public void Remove(MemberLane lane)
    {
        if (KeyOf(lane) is not EndPointKey key || !_lanes.TryGetValue(key, out MemberLane[]? before))
            return;
        MemberLane[] left = Array.FindAll(before, one => one != lane);
        if (left.Length > 0)
            _lanes[key] = left;
        else
            _lanes.TryRemove(key, out _);
    }

    private static EndPointKey? KeyOf(MemberLane lane) => (lane.Own?.Transport ?? lane.Transport) switch
    {
        StreamTransport.Udp udp => EndPointKey.Of(udp.Rtcp.Address, udp.Rtcp.Port),
        StreamTransport.Group => EndPointKey.Of(lane.Member.Address, EndPointKey.AnyPort),
        _ => null,
    };
}
