using System.Net.Sockets;
using Streaming.Player.Sessions;

namespace Streaming.Player.Client;

/// <summary>A socket on which datagrams of one stream come.</summary>
/// <param name="Kind">What they are.</param>
/// <param name="Filter">Whose datagrams they must be; null: anybody's.</param>
/// <param name="Others">What those of anybody else are; null: nothing.</param>
internal sealed record StreamPort(Socket Socket, ArrivalKind Kind, ActiveStream Stream, SourceFilter? Filter, ArrivalKind? Others = null);
