using System.Text.Json;
using Streaming.Server.Channels;
using Streaming.Server.Channels.Feedback;

namespace Streaming.Server.Host.Http;

/// <summary>A lane of a channel: a picture or a language that receivers join by itself.</summary>
/// <param name="Lane">Its number: <c>trackID=1</c>.</param>
/// <param name="Kind">video, audio, text.</param>
/// <param name="Group">Group and port.</param>
/// <param name="ParityGroup">Of its parity; null: it has none.</param>
/// <param name="BitsPerSecond">What it asks of a network at most, parity left out.</param>
/// <param name="SentPackets">RTP packets sent to the group.</param>
/// <param name="SentBytes">Their payload.</param>
/// <param name="Receivers">That have joined it; null where they are not counted yet.</param>
/// <param name="Reporting">Those of them that are heard of.</param>
/// <param name="LossShare">Lost in the network before repair, since the report before; shares of one.</param>
internal sealed record ChannelLaneDetails(
    int Lane,
    string Kind,
    string? Rendition,
    string Language,
    string Coding,
    string Group,
    string? ParityGroup,
    long BitsPerSecond,
    long ParityBitsPerSecond,
    long SentPackets,
    long SentBytes,
    int? Receivers,
    int? Reporting,
    SpreadDetails? LossShare,
    SpreadDetails? JitterMs,
    SpreadDetails? SkewMs)
{
    public static ChannelLaneDetails Of(LaneStream stream, ChannelFigures? figures)
    {
        Lane lane = stream.Lane;
        LaneFigures? heard = figures?.Lanes.FirstOrDefault(one => one.Stream == stream.Sending);
        return new(
            lane.Number,
            JsonNamingPolicy.CamelCase.ConvertName(lane.Kind.ToString()),
            lane.Rendition.Length > 0 ? lane.Rendition : null,
            lane.Language,
            TrackNames.Coding(lane.Track),
            lane.Group.ToString(),
            lane.Parity?.ToString(),
            lane.Traffic.Rate.BitsPerSecond,
            lane.ParityTraffic?.Rate.BitsPerSecond ?? 0,
            stream.Sending.PacketsSent,
            stream.Sending.OctetsSent,
            heard?.Receivers,
            heard?.Reporting,
            heard is null ? null : SpreadDetails.Shares(heard.Loss),
            heard is null ? null : SpreadDetails.Milliseconds(heard.Jitter),
            heard is null ? null : SpreadDetails.Milliseconds(heard.Skew));
    }
}
