using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Streaming.Server.Host.DataPlane;

/// <summary>A network interface that packets for groups leave by, found by its name or one of its addresses; or, where none is named, the
/// one that the system's routes lead to.</summary>
/// <remarks>The kernel knows it by a number. One that is taken away and put back has another: after a packet was refused it is looked up
/// anew.</remarks>
internal sealed class GroupInterface
{
    private int _index;
    private int _isRefused;

    private GroupInterface(string? name, int index) => (Name, _index) = (name, index);

    /// <summary>As the options have it; null: none is named.</summary>
    public string? Name { get; }

    /// <summary>Zero: whichever leads to the group.</summary>
    public int Index => Volatile.Read(ref _index);

    /// <exception cref="IOException">There is no such interface, or none for groups of that family; the message says what to
    /// do.</exception>
    public static GroupInterface Open(string? name, AddressFamily family) =>
        new(name, name is null ? 0 : IndexOf(Find(name), family, name));

    /// <summary>A packet found no way out.</summary>
    public void Refused() => Volatile.Write(ref _isRefused, 1);

    /// <summary>Looks it up again where that may help. By one caller at a time.</summary>
    /// <returns>Whether it is another than before.</returns>
    public bool Refresh(AddressFamily family)
    {
        if (Name is null || Interlocked.Exchange(ref _isRefused, 0) == 0)
            return false;
        try
        {
            int index = IndexOf(Find(Name), family, Name);
            return Interlocked.Exchange(ref _index, index) != index;
        }
        catch (Exception e) when (e is IOException or NetworkInformationException)
        {
            // Still gone: what is sent is refused, and it is looked for again.
            return false;
        }
    }

    private static NetworkInterface Find(string name)
    {
        NetworkInterface[] all = NetworkInterface.GetAllNetworkInterfaces();
        NetworkInterface? found = IPAddress.TryParse(name, out IPAddress? address)
            ? Array.Find(all, one => one.GetIPProperties().UnicastAddresses.Any(own => IsSame(own.Address, address)))
            : Array.Find(all, one => one.Name == name);
        if (found is null)
        {
            string names = string.Join(", ", all.Select(one => one.Name));
            throw new IOException($"this machine has no network interface '{name}': choose one of {names}, or an address of one");
        }

        // Only Linux' loop-back says it cannot, and can.
        if (!found.SupportsMulticast && found.NetworkInterfaceType != NetworkInterfaceType.Loopback)
        {
            string cure = $"choose another, or 'ip link set {found.Name} multicast on'";
            throw new IOException($"network interface '{name}' carries no multicast: {cure}");
        }

        return found;
    }

    private static int IndexOf(NetworkInterface found, AddressFamily family, string name)
    {
        bool isIPv4 = family == AddressFamily.InterNetwork;
        if (!found.Supports(isIPv4 ? NetworkInterfaceComponent.IPv4 : NetworkInterfaceComponent.IPv6))
        {
            string missing = isIPv4 ? "IPv4" : "IPv6";
            throw new IOException($"network interface '{name}' has no {missing} address to send to an {missing} group from: give it one");
        }

        IPInterfaceProperties properties = found.GetIPProperties();
        return isIPv4 ? properties.GetIPv4Properties().Index : properties.GetIPv6Properties().Index;
    }

    /// <summary>The same address, whatever scope is written behind it.</summary>
    private static bool IsSame(IPAddress one, IPAddress other) => one.GetAddressBytes().AsSpan().SequenceEqual(other.GetAddressBytes());
}
