using System.Text.Json;
using Streaming.Server.Host.Control;

namespace Streaming.Server.Host.Http;

/// <summary>One simple stream on its way to one viewer.</summary>
/// <param name="Ssrc">In hexadecimal, as packet analysers show it.</param>
/// <param name="Transport">udp or tcp (interleaved).</param>
/// <param name="SentBytes">Payload, as sender reports count it.</param>
/// <param name="LostPackets">As the viewer reports, null before it does; negative where duplicates outnumber losses.</param>
/// <param name="LostRatio">Between its last two reports.</param>
/// <param name="PictureLosses">How often the viewer has said that pictures were lost, and asked for a key picture.</param>
/// <param name="Repair">What was done to mend it; null where nothing does.</param>
internal sealed record SessionStreamDetails(
    int TrackId,
    string Kind,
    string Codec,
    string Language,
    string Rendition,
    string Ssrc,
    string Transport,
    long SentPackets,
    long SentBytes,
    int? LostPackets,
    double? LostRatio,
    double? JitterSeconds,
    double? RoundTripSeconds,
    long PictureLosses,
    RepairDetails? Repair)
{
    public static SessionStreamDetails Of(StreamSnapshot stream) => new(
        stream.Track,
        JsonNamingPolicy.CamelCase.ConvertName(stream.Kind.ToString()),
        JsonNamingPolicy.CamelCase.ConvertName(stream.Codec.ToString()),
        stream.Language,
        stream.Rendition,
        $"0x{stream.Ssrc.Value:X8}",
        JsonNamingPolicy.CamelCase.ConvertName(stream.Transport),
        stream.Packets,
        stream.Bytes,
        stream.Lost,
        stream.LossRate,
        stream.Jitter?.TotalSeconds,
        stream.RoundTrip?.TotalSeconds,
        stream.PictureLosses,
        stream.Repair is { } repair ? RepairDetails.Of(repair) : null);
}
