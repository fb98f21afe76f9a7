using System.Net;
using System.Net.NetworkInformation;

namespace Streaming.Player.Client;

/// <summary>On which of this machine's interfaces groups are joined.</summary>
internal static class GroupInterface
{
    /// <summary>The kernel's choice: that of the route to the group.</summary>
    public const int ByRoute = 0;

    /// <summary>The interface with that name, or with that address.</summary>
    /// <returns>Its index; null where there is none.</returns>
    public static int? Find(string nameOrAddress)
    {
        bool isAddress = IPAddress.TryParse(nameOrAddress, out IPAddress? address);
        return Find(one => isAddress ? Has(one, address!) : one.Name.Equals(nameOrAddress, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Where nobody names one: that by which the server is reached. One on this machine may send anywhere, and is heard where the
    /// route to the group leads, or on the loop-back interface.</summary>
    /// <param name="local">Our end of the connection to the server.</param>
    public static IReadOnlyList<int> Usual(IPAddress local)
    {
        int? found = Find(one => Has(one, local));
        return IPAddress.IsLoopback(local) ? [ByRoute, found ?? ByRoute] : [found ?? ByRoute];
    }

    /// <summary>Every one that is up: twenty is what a Linux socket joins a group on as a rule.</summary>
    public static IReadOnlyList<int> All() =>
    [
        .. NetworkInterface.GetAllNetworkInterfaces()
            .Where(one => one.OperationalStatus == OperationalStatus.Up || one.NetworkInterfaceType == NetworkInterfaceType.Loopback)
            .Select(IndexOf).OfType<int>().Distinct().Take(16),
    ];

    private static bool Has(NetworkInterface one, IPAddress address) =>
        one.GetIPProperties().UnicastAddresses.Any(held => held.Address.Equals(address));

    private static int? Find(Func<NetworkInterface, bool> isIt)
    {
        foreach (NetworkInterface one in NetworkInterface.GetAllNetworkInterfaces())
        {
            if (isIt(one) && IndexOf(one) is { } index)
                return index;
        }

        return null;
    }

    /// <summary>The system has one number for both families.</summary>
    private static int? IndexOf(NetworkInterface one)
    {
        if (one.Supports(NetworkInterfaceComponent.IPv4))
            return one.GetIPProperties().GetIPv4Properties()?.Index;
        return one.Supports(NetworkInterfaceComponent.IPv6) ? one.GetIPProperties().GetIPv6Properties()?.Index : null;
    }
}
