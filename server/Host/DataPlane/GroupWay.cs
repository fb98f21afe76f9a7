namespace Streaming.Server.Host.DataPlane;

/// <summary>How datagrams for groups leave: by which interface, and how far they may go.</summary>
/// <param name="Interface">Shared by all streams that leave by it.</param>
/// <param name="Hops">1 to 255.</param>
internal sealed record GroupWay(GroupInterface Interface, byte Hops);
