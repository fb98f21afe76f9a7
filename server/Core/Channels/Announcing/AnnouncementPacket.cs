using System.Net;
using Streaming.Server.Sending;

namespace Streaming.Server.Channels.Announcing;

/// <summary>A packet to be sent to those who listen for announcements.</summary>
/// <param name="To">The group and port of its scope.</param>
/// <param name="From">The address it leaves from, by whose interface it leaves where no other is named.</param>
/// <param name="Options">How it leaves: as the packets of the channel do.</param>
public sealed record AnnouncementPacket(byte[] Bytes, IPEndPoint To, IPAddress From, GroupOptions Options);
