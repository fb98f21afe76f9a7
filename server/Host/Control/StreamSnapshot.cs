using Streaming.Formats.Media;
using Streaming.Formats.Rtp;
using Streaming.Server.Sending;
using Streaming.Server.Sessions;

namespace Streaming.Server.Host.Control;

/// <summary>How one stream of a session stands.</summary>
/// <param name="Transport"><c>UDP</c> or <c>TCP</c>.</param>
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
        _ => [],
    };

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
