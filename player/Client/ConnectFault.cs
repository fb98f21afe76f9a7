using System.Net.Sockets;
using Streaming.Player.Sessions;

namespace Streaming.Player.Client;

/// <summary>Says why a connection could not be made, and what to do.</summary>
internal static class ConnectFault
{
    public static string Explain(RtspAddress address, SocketException fault) => fault.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => $"nothing listens at {address.Host}, port {address.Port}: start the server, or check the port",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => $"no host is called '{address.Host}': check the address",
        SocketError.NetworkUnreachable or SocketError.HostUnreachable or SocketError.NetworkDown =>
            $"there is no way to {address.Host}: check the network",
        SocketError.TimedOut => TimedOut(address),
        _ => $"no connection to {address.Host}, port {address.Port}: {fault.Message}",
    };

    public static string TimedOut(RtspAddress address) =>
        $"{address.Host}, port {address.Port} does not answer: check the address and whether a firewall is in the way";
}
