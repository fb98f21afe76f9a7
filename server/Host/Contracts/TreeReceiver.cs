using Streaming.Qos.Admission;
using Streaming.Server.Sessions;

namespace Streaming.Server.Host.Contracts;

/// <summary>Whom a group is delivered to: a session, or all of a subnet that is reached without asking.</summary>
/// <param name="Session">Null: the subnet is meant.</param>
/// <param name="Where">Its address, or theirs.</param>
internal readonly record struct TreeReceiver(SessionId? Session, Subnet Where);
