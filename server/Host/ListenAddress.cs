using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Streaming.Server.Host;

/// <summary>What <c>host</c> in the configuration means for sockets, and for people.</summary>
internal static class ListenAddress
{
    /// <summary>The address to bind to. <c>*</c>: any of IPv6, which stands for both families, where the machine has IPv6.</summary>
    public static IPAddress Of(string host) =>
        host != "*" ? IPAddress.Parse(host) : Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any;

    /// <summary>As it stands in an address that works on this machine.</summary>
    public static string Local(string host) => IsAny(host) ? "127.0.0.1" : Bracketed(IPAddress.Parse(host));

    /// <summary>As others on the network write this machine; null where it cannot be reached from outside.</summary>
    public static string? Outside(string host)
    {
        if (!IsAny(host))
            return null;
        IPAddress? address = NetworkInterface.GetAllNetworkInterfaces()
            .Where(card => card.OperationalStatus == OperationalStatus.Up && card.NetworkInterfaceType != NetworkInterfaceType.Loopback)
            .SelectMany(card => card.GetIPProperties().UnicastAddresses)
            .Select(unicast => unicast.Address)
            .FirstOrDefault(address => address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(address));
        return address?.ToString();
    }

    private static bool IsAny(string host)
    {
        if (host == "*")
            return true;
        IPAddress address = IPAddress.Parse(host);
        return address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
    }

    private static string Bracketed(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();
}
