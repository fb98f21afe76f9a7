using System.Net;
using Streaming.Server.Sessions;

namespace Streaming.Server.Host.Control;

/// <summary>Whose limits count: one IPv4 address or one IPv6 /64, which is what one subscriber gets.</summary>
/// <param name="Address">With nothing behind the prefix.</param>
internal readonly record struct Subscriber(IPAddress Address)
{
    /// <summary>This machine, where load tests and proxies live.</summary>
    public bool IsHere => IPAddress.IsLoopback(Address);

    /// <summary>An IPv6 subscriber has 2⁶⁴ addresses to connect from, so it is his prefix that counts.</summary>
    public static Subscriber Of(IPAddress remote)
    {
        IPAddress address = ConnectionFacts.Unmapped(remote);
        byte[] bytes = address.GetAddressBytes();
        if (bytes.Length == 4 || IPAddress.IsLoopback(address))
            return new(address);
        bytes.AsSpan(8).Clear();
        return new(new IPAddress(bytes));
    }
}
