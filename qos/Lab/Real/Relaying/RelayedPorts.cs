using System.Net;
using System.Net.Sockets;
using Streaming.Qos.Policing;

namespace Streaming.Lab.Real.Relaying;

/// <summary>One stream's pair of ports between server and player: to each of them it is the other.</summary>
internal sealed class RelayedPorts : IDisposable
{
    private readonly ImpairingRelay _relay;
    private readonly int _stream;
    private readonly MarkedSocket[] _sockets;
    private readonly IPAddress _playerAddress;
    private readonly int[] _player;
    private int[]? _server;

    /// <param name="address">Its own, to either side.</param>
    /// <param name="player">Where the player is, and its ports for RTP and RTCP.</param>
    public RelayedPorts(ImpairingRelay relay, int stream, IPAddress address, IPAddress player, (int Rtp, int Rtcp) ports)
    {
        (_relay, _stream, _playerAddress, _player) = (relay, stream, player, [ports.Rtp, ports.Rtcp]);
        _sockets = OpenPair(address);
    }

    public int Rtp => _sockets[0].Port;

    /// <summary>The server has said where it sends from.</summary>
    public void Connect((int Rtp, int Rtcp) server)
    {
        if (_server is not null)
            return;
        _server = [server.Rtp, server.Rtcp];
        _ = PumpAsync(isReport: false);
        _ = PumpAsync(isReport: true);
    }

    public void Dispose()
    {
        foreach (MarkedSocket socket in _sockets)
        {
            socket.Dispose();
            if (_server is null)
                socket.Free();
        }
    }

    private static MarkedSocket[] OpenPair(IPAddress address)
    {
        while (true)
        {
            MarkedSocket first = new(address, 0);
            try
            {
                if (first.Port % 2 == 0)
                    return [first, new(address, first.Port + 1)];
            }
            catch (SocketException)
            {
                // Somebody has the port above it: another pair.
            }

            first.Dispose();
            first.Free();
        }
    }

    private async Task PumpAsync(bool isReport)
    {
        int port = isReport ? 1 : 0;
        MarkedSocket socket = _sockets[port];
        IPEndPoint server = new(IPAddress.Loopback, _server![port]), player = new(_playerAddress, _player[port]);
        try
        {
            while (true)
            {
                (byte[] bytes, int from, Dscp marking) = await socket.ReceiveAsync();
                bool isDown = from == server.Port;
                _relay.Pass(_stream, isReport, isDown, marking, socket.Socket, isDown ? player : server, bytes);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Closed.
        }
        finally
        {
            socket.Free();
        }
    }
}
