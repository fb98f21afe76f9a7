using System.Net;
using Streaming.Server.Channels;
using Streaming.Server.Sending;

namespace Streaming.Server.Sessions;

/// <summary>A stream that is sent to a group whoever listens, for clients to join.</summary>
/// <param name="TimeToLive">Routers that its packets pass, plus one.</param>
/// <param name="Source">Where they come from.</param>
/// <param name="Transport">The group as the stream is sent to it.</param>
internal sealed record GroupOffer(GroupAddress Group, byte TimeToLive, IPAddress Source, StreamTransport Transport);
