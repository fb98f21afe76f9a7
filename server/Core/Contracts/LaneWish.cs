using System.Net;
using Streaming.Server.Sessions;

namespace Streaming.Server.Contracts;

/// <summary>A receiver wants to be reached by a group.</summary>
/// <param name="Terms">Of the group, the same for all who ask.</param>
public sealed record LaneWish(SessionId Session, IPAddress Client, LaneGroup Group, LaneTerms Terms);
