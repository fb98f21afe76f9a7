using System.Net;
using Streaming.Server.Contracts;

namespace Streaming.Lab.Virtual.Serving;

/// <summary>What somebody who watches a channel was promised.</summary>
/// <param name="Group">Whom he shares it with: each link on the way to them holds it once; null: nobody.</param>
/// <param name="Rate">Reserved.</param>
internal sealed record LaneHolding(IPAddress Client, LaneGroup? Group, BitRate Rate);
