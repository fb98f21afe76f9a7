using Streaming.Formats.Media;
using Streaming.Formats.Rtp;
using Streaming.Primitives.Chance;
using Streaming.Server.Sending;
using Streaming.Server.Sessions;

namespace Streaming.Server.Channels;

/// <summary>Makes the streams of a channel's lanes.</summary>
internal static class LaneStreams
{
    /// <summary>Adds them to its session, which then keeps to the channel's contract. All stamps begin at the same number: those of one
    /// picture are equal in all its renditions.</summary>
    public static IReadOnlyList<LaneStream> Add(SendSession session, Lineup lineup, SeededRandom random)
    {
        RtpTimestamp epoch = new((uint)random.NextUInt64());
        List<LaneStream> lanes = [];
        foreach (Lane lane in lineup.Lanes)
        {
            (TrackIndex none, IByteSource nothing) = NoSamples.Of(lane.Track);
            SendStream stream = session.Add(
                none, nothing, lane.Payload.PayloadType, Fresh(), lineup.Settings.MaxPacket, To(lineup.Settings.Group, lane.Group));
            RepairStream? parity = lane.Parity is { } group
                ? session.Protect(stream, RepairOffer.ParityType, Fresh(), To(lineup.Settings.Group, group))
                : null;
            lanes.Add(new(lane, stream, parity));
        }

        IEnumerable<StreamChange> layouts = lanes.Where(lane => lane.Parity is not null).Select(lane => lane.Sending)
            .Select(stream => new StreamChange(stream, stream.Index, stream.Film, plan: null) { Protection = lineup.Settings.Parity });
        session.Change(new(lineup.Contract, [.. layouts]), session.Created);
        return lanes;

        StreamIdentity Fresh() => new(new((uint)random.NextUInt64()), new((ushort)random.NextUInt64()), epoch);
    }

    private static StreamTransport.Group To(ChannelGroup group, GroupAddress address) =>
        new(address.Rtp, address.Rtcp, new(group.TimeToLive, group.Interface, group.Source));
}
