using System.Net;
using System.Net.Sockets;

namespace Streaming.Player.Client;

/// <summary>Tells datagrams of the server from those of anybody else, without allocating.</summary>
internal sealed class SourceFilter
{
    /// <summary>Where the address lies in a socket address: behind family and port, and in IPv6 the flow label.</summary>
    private const int OffsetV4 = 4;

    private const int OffsetV6 = 8;
    private readonly byte[][] _allowed;

    public SourceFilter(params IReadOnlyCollection<IPAddress> allowed) =>
        _allowed = [.. allowed.Select(address => address.GetAddressBytes())];

    public bool Admits(SocketAddress source)
    {
        ReadOnlySpan<byte> bytes = source.Buffer.Span[..source.Size];
        foreach (byte[] allowed in _allowed)
        {
            int offset = source.Family == AddressFamily.InterNetworkV6 ? OffsetV6 : OffsetV4;
            if (bytes.Length >= offset + allowed.Length && bytes.Slice(offset, allowed.Length).SequenceEqual(allowed))
                return true;
        }

        return false;
    }
}
