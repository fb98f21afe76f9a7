using Streaming.Formats.Media;
using Streaming.Formats.Rtp;
using Streaming.Server.Sending;
using Streaming.Server.Sessions;
using Streaming.Server.Sessions.Channels;

namespace Streaming.Server.Host.Control;

/// <summary>How one stream of a session stands.</summary>
/// <param name="Transport"><c>UDP</c>, <c>TCP</c> or <c>Multicast</c>.</param>
/// <param name="Packets">Sent.</param>
/// <param name="Bytes">Sent, of payload: RTP headers and what is below them not counted, as in sender reports.</param>
/// <param name="Lost">Packets lost in all, as the receiver reports; null before it does.</param>
/// <param name="LossRate">0 … 1, between its last two reports.</param>
/// <param name="Jitter">Interarrival jitter, as the receiver reports.</param>
/// <param name="RoundTrip">Null before a report answers one of ours.</param>
/// <param name="PictureLosses">How often the receiver asked for a key picture.</param>
/// <param name="Repair">What was done to mend it; null where nothing does.</param>
public sealed record StreamSnapshot(
    int Track,
    TrackKind Kind,
    Codec Codec,
    string Language,
    string Rendition,
    Ssrc Ssrc,
    string Transport,
    long Packets,
    long Bytes,
    int? Lost,
    double? LossRate,
    TimeSpan? Jitter,
    TimeSpan? RoundTrip,
    long PictureLosses,
    RepairFigures? Repair)
{
    internal static IReadOnlyList<StreamSnapshot> Of(ServerSession session) => session switch
    {
        FilmSession film => [.. film.Streams.Select(Of)],
        ChannelSession member => [.. member.Streams.Where(stream => !stream.IsParity).Select(Of)],
        _ => [],
    };

    /// <summary>What it was sent by itself: the lane's own packets are counted once, for all who receive it; what it reports is told with
    /// the channel.</summary>
    private static StreamSnapshot Of(ChannelStream stream)
    {
        Track track = stream.Lane.Track;
        return new(
            stream.Lane.Number,
            track.Kind,
            track.Codec,
            track.Language,
            track.Rendition,
            stream.Stream.Sending.Identity.Ssrc,
            stream.IsMulticast ? "Multicast" : stream.Connection is null ? "UDP" : "TCP",
            stream.Membership?.Own?.PacketsSent ?? 0,
            stream.Membership?.Own?.BytesSent ?? 0,
            null,
            null,
            null,
            null,
            0,
            stream.Membership?.Repair);
    }

    private static StreamSnapshot Of(SessionStream stream)
    {
        Track track = stream.Track;
        ReceptionReport? reception = stream.Sending.Reception;
        return new(
            track.Id,
            track.Kind,
            track.Codec,
            track.Language,
            track.Rendition,
            stream.Sending.Identity.Ssrc,
            stream.Connection is null ? "UDP" : "TCP",
            stream.Sending.PacketsSent,
            stream.Sending.OctetsSent,
            reception?.Block.CumulativeLost,
            reception?.Block.FractionLost / 256.0,
            reception is null ? null : track.Clock.ToLength(reception.Block.Jitter),
            reception?.RoundTrip,
            stream.Sending.Receptions.PictureLosses,
            stream.Sending.Repair?.Figures);
    }
}
