using System.Net;

namespace Streaming.Server.Host.DataPlane;

/// <summary>How datagrams for groups leave: by which interface, and how far they may go.</summary>
/// <param name="Interface">Shared by all streams that leave by it.</param>
/// <param name="Hops">1 to 255.</param>
/// <param name="Source">The address they come from; null: that which the system gives them.</param>
internal sealed record GroupWay(GroupInterface Interface, byte Hops, IPAddress? Source);
