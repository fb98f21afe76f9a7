using System.Net;
using Streaming.Server.Host.DataPlane;

namespace Streaming.Lab.Virtual.Serving;

/// <summary>Where the packets of a stream go: what a virtual delivery keeps with it.</summary>
/// <param name="Member">Whose way it is, where it is one member's of a channel.</param>
internal sealed record Way(SenderRun Run, IPEndPoint Media, IPEndPoint Reports, MemberDelivery? Member);
