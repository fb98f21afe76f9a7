namespace Streaming.EndToEnd.Tests.DataPlane;

/// <summary>A datagram as it came.</summary>
/// <param name="Octet">How it is marked: TOS of IPv4, traffic class of IPv6.</param>
/// <param name="Hops">How many more it might have made: TTL, hop limit.</param>
internal readonly record struct HeardDatagram(byte[] Bytes, int Octet, int Hops);
