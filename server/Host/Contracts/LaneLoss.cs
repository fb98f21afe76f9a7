using Streaming.Server.Contracts;
using Streaming.Server.Sessions;

namespace Streaming.Server.Host.Contracts;

/// <summary>There is no room any more for what a receiver of a group gets: it has to leave it.</summary>
/// <param name="Session">Null: whoever is reached without asking; he goes on to be sent it, with nothing reserved.</param>
/// <param name="Reason">For people.</param>
internal sealed record LaneLoss(SessionId? Session, LaneGroup Group, string Reason);
