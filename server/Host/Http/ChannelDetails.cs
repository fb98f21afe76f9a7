using System.Text.Json.Nodes;
using Streaming.Formats.Media;
using Streaming.Server.Channels;
using Streaming.Server.Channels.Feedback;
using Streaming.Server.Host.Channels;

namespace Streaming.Server.Host.Http;

/// <summary>A channel: what was declared, and how it stands.</summary>
/// <param name="Address">For RTSP.</param>
/// <param name="Sdp">The path of its description: for players that join without asking a server.</param>
/// <param name="Playlist">The path of what opens a player.</param>
/// <param name="Page">For people.</param>
/// <param name="IsKept">Made by the API, which may change and delete it; else it stands in the configuration.</param>
/// <param name="State">playing, or waiting.</param>
/// <param name="Waiting">What it waits for; null where it is sent.</param>
/// <param name="PositionSeconds">How long it has been sent; null while it is not.</param>
/// <param name="Declared">What can be declared anew: with the keys of the configuration.</param>
internal sealed record ChannelDetails(
    string Name,
    string Label,
    string Address,
    string Sdp,
    string Playlist,
    string Page,
    bool IsKept,
    string State,
    string? Waiting,
    double? PositionSeconds,
    ChannelTitleDetails? Playing,
    ChannelTitleDetails? Next,
    IReadOnlyList<ChannelLaneDetails> Lanes,
    TransportStreamDetails? TransportStream,
    ChannelAudience? Audience,
    IReadOnlyList<ChannelMistakeDetails> Mistakes,
    JsonObject Declared)
{
    public static ChannelDetails Of(ChannelRun run, IReadOnlyList<Title> titles, string address, Instant now, DateTimeOffset wall)
    {
        ChannelSender? sender = run.Sender;
        ChannelFigures? figures = sender?.Feedback.Snapshot();
        string path = $"/api/v1/channels/{run.Name}";
        return new(
            run.Name,
            run.Label,
            address,
            $"{path}.sdp",
            $"{path}.m3u",
            $"/channels/{run.Name}",
            run.IsKept,
            run.IsSent ? "playing" : "waiting",
            run.IsSent ? null : run.Waiting,
            run.IsSent ? (now - run.Created).TotalSeconds : null,
            run.Playing is not { } began ? null : ChannelTitleDetails.Playing(began, now, wall),
            run.Next is { } next ? ChannelTitleDetails.Next(next, titles) : null,
            [.. (sender?.Lanes ?? []).Select(lane => ChannelLaneDetails.Of(lane, figures))],
            run.TransportStream is { } stream ? TransportStreamDetails.Of(stream) : null,
            figures is null ? null : ChannelAudience.Of(figures),
            [.. run.Mistakes.Select(ChannelMistakeDetails.Of)],
            ChannelJson.Write(run.Section));
    }
}
