using System.Net;
using Streaming.Server.Sending;

namespace Streaming.Server.Channels.Announcing;

/// <summary>What is told of one channel.</summary>
/// <param name="Channel">Its name.</param>
/// <param name="Description">Its session description, in full. RFC 8866.</param>
/// <param name="Group">Where its first lane goes: it is announced as far as it can be heard.</param>
/// <param name="Source">The address that its packets leave from.</param>
public sealed record Announcement(string Channel, string Description, StreamTransport.Group Group, IPAddress Source);
