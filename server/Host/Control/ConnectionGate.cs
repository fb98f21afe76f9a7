using System.Net;
using Streaming.Server.Sessions;

namespace Streaming.Server.Host.Control;

/// <summary>Counts connections, in all and by address, and says no in time.</summary>
internal sealed class ConnectionGate(ControlOptions options)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, int> _byAddress = [];
    private int _total;

    public int Count
    {
        get
        {
            lock (_gate)
                return _total;
        }
    }

    /// <summary>True: the caller owes one <see cref="Leave"/>.</summary>
    public bool TryEnter(IPAddress remote)
    {
        IPAddress key = KeyOf(remote);
        int most = IPAddress.IsLoopback(key) ? options.MaxFromLoopback : options.MaxPerAddress;
        lock (_gate)
        {
            int count = _byAddress.GetValueOrDefault(key);
            if (_total >= options.MaxConnections || count >= most)
                return false;
            _byAddress[key] = count + 1;
            _total++;
            return true;
        }
    }

    public void Leave(IPAddress remote)
    {
        IPAddress key = KeyOf(remote);
        lock (_gate)
        {
            int count = _byAddress[key] - 1;
            if (count == 0)
                _byAddress.Remove(key);
            else
                _byAddress[key] = count;
            _total--;
        }
    }

    /// <summary>An IPv6 subscriber has 2⁶⁴ addresses to connect from, so it is his prefix that counts.</summary>
    private static IPAddress KeyOf(IPAddress remote)
    {
        IPAddress address = ConnectionFacts.Unmapped(remote);
        byte[] bytes = address.GetAddressBytes();
        if (bytes.Length == 4 || IPAddress.IsLoopback(address))
            return address;
        bytes.AsSpan(8).Clear();
        return new(bytes);
    }
}
