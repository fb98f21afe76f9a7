using System.Net;
using Streaming.Formats.Media;
using Streaming.Formats.Sdp;
using Streaming.Server.Channels;
using Streaming.Server.Channels.Feedback;

namespace Streaming.Server.Sessions.Channels;

/// <summary>The session description of a channel: where each lane goes, for whoever asks by RTSP, and for whoever only reads it. RFC 8866,
/// RFC 4570, RFC 5760, RFC 7272.</summary>
/// <param name="local">Where its packets come from.</param>
public sealed class ChannelOffer(ChannelSender sender, IPAddress local)
{
    private readonly ChannelSettings _settings = sender.Lineup.Settings;

    /// <summary>UTF-8.</summary>
    /// <param name="lanes">Those that are described; see <see cref="ChannelChoice"/>.</param>
    /// <param name="isLayered">What only clients say who know channels: parity, resends, reports, and when to present.</param>
    /// <param name="address">Of the channel, <c>rtsp://HOST:PORT/channels/NAME</c>, for a description that stands by itself, in a file or
    /// an announcement; empty: by RTSP, which says what its addresses are relative to.</param>
    public byte[] Write(IReadOnlyList<Lane> lanes, bool isLayered, string address = "")
    {
        bool isIPv6 = IsIPv6(local);
        SessionDescription description = new()
        {
            Origin = new($"{SdpOffer.Fingerprint(_settings.Name)}", $"{sender.Sending.CreatedNtp.Value >> 32}", $"{local}", isIPv6),
            Name = _settings.Label.Length > 0 ? _settings.Label : _settings.Name,
        };
        description.Attributes.Add("control", address.Length > 0 ? address : "*");
        description.Attributes.Add("range", "npt=now-");
        description.Attributes.Add("type", "broadcast");
        if (isLayered)
            AddReporting(description);
        foreach (Lane lane in lanes)
            AddLane(description, lane, lanes, isLayered, address);
        foreach (Lane lane in isLayered ? lanes.Where(lane => lane.Parity is not null) : [])
            AddParity(description, lane, address);
        return SdpWriter.Write(description);
    }

    /// <summary>To whom receivers report and what, and what they do to present at the same time.</summary>
    private void AddReporting(SessionDescription description)
    {
        description.Attributes.Add("rtcp-unicast", "rsi");
        description.Attributes.Add("rtcp-xr", $"rcvr-rtt=all grp-sync,sync-group={GroupFeedback.SyncGroup}");
        description.Attributes.Add("rtcp-idms", SdpSection.FormatSyncGroup(GroupFeedback.SyncGroup));
        description.Attributes.Add("x-delay", $"{(long)_settings.Delay.TotalMilliseconds}");
    }

    private void AddLane(SessionDescription description, Lane lane, IReadOnlyList<Lane> lanes, bool isLayered, string address)
    {
        Track track = ChannelChoice.TrackOf(lane);
        string repair = isLayered ? RepairOffer.Plain : "";
        MediaDescription medium = MediumOffer.Of(track, lane.Payload, repair, _settings.MaxPacket, lane.Group.Port);
        if (lane.Kind == TrackKind.Video && lane.Rendition.Length > 0)
            medium.Attributes.Add("rendition", lane.Rendition);
        if (lane.Kind is TrackKind.Audio or TrackKind.Text && lane == lanes.First(other => other.Kind == lane.Kind))
            medium.Attributes.Add("x-default");
        Send(medium, lane.Group, $"{MediaUri.TrackPrefix}{lane.Number}", address);
        description.Media.Add(medium);
    }

    private void AddParity(SessionDescription description, Lane lane, string address)
    {
        GroupAddress group = lane.Parity!.Value;
        Track track = ChannelChoice.TrackOf(lane);
        MediaDescription parity = RepairOffer.AddParity(description, track, lane.Payload, RepairOffer.Plain, group.Port);
        Send(parity, group, $"{MediaUri.ParityPrefix}{lane.Number}", address);
    }

    /// <summary>Where it goes, from whom, and by which address it is set up.</summary>
    private void Send(MediaDescription medium, GroupAddress group, string name, string address)
    {
        bool isIPv6 = IsIPv6(group.Address);
        medium.Connection = new($"{group.Address}", isIPv6, isIPv6 ? null : _settings.Group.TimeToLive);
        if (_settings.Group.Source is { } source)
            medium.Attributes.Add("source-filter", $"{new SourceFilter(true, isIPv6, $"{group.Address}", [$"{source}"])}");
        medium.Attributes.Add("control", address.Length > 0 ? $"{address}/{name}" : name);
    }

    private static bool IsIPv6(IPAddress address) => address.GetAddressBytes().Length == 16;
}
