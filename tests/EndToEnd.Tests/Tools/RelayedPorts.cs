using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Streaming.Primitives.Chance;

namespace Streaming.EndToEnd.Tests.Tools;

/// <summary>One stream's pair of ports between server and player: to each of them it is the other.</summary>
internal sealed class RelayedPorts : IDisposable
{
    private readonly ImpairingRelay _relay;
    private readonly int _stream;
    private readonly Socket[] _sockets;
    private readonly int[] _player;
    private int[]? _server;

    /// <param name="player">Its ports for RTP and RTCP.</param>
    public RelayedPorts(ImpairingRelay relay, int stream, (int Rtp, int Rtcp) player)
    {
        (_relay, _stream, _player) = (relay, stream, [player.Rtp, player.Rtcp]);
        _sockets = OpenPair();
    }

    public int Rtp => ((IPEndPoint)_sockets[0].LocalEndPoint!).Port;

    /// <summary>The server has said where it sends from.</summary>
    public void Connect((int Rtp, int Rtcp) server)
    {
        _server = [server.Rtp, server.Rtcp];
        _ = PumpAsync(isReport: false);
        _ = PumpAsync(isReport: true);
    }

    public void Dispose()
    {
        foreach (Socket socket in _sockets)
            socket.Dispose();
    }

    private static Socket[] OpenPair()
    {
        while (true)
        {
            Socket first = Open();
            first.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            int port = ((IPEndPoint)first.LocalEndPoint!).Port;
            Socket second = Open();
            try
            {
                if (port % 2 == 0)
                {
                    second.Bind(new IPEndPoint(IPAddress.Loopback, port + 1));
                    return [first, second];
                }
            }
            catch (SocketException)
            {
                // Somebody has the port above it: another pair.
            }

            first.Dispose();
            second.Dispose();
        }
    }

    private static Socket Open() =>
        new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 4 << 20, SendBufferSize = 4 << 20 };

    private async Task PumpAsync(bool isReport)
    {
        int port = isReport ? 1 : 0;
        Socket socket = _sockets[port];
        RelayedWay down = new(_relay, _stream, isReport, fromServer: true), up = new(_relay, _stream, isReport, fromServer: false);
        IPEndPoint server = new(IPAddress.Loopback, _server![port]), player = new(IPAddress.Loopback, _player[port]);
        byte[] buffer = new byte[65_536];
        try
        {
            while (true)
            {
                SocketReceiveFromResult came = await socket.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0));
                byte[] bytes = buffer.AsSpan(0, came.ReceivedBytes).ToArray();
                if (((IPEndPoint)came.RemoteEndPoint).Port == server.Port)
                    down.Take(socket, bytes, player);
                else
                    up.Take(socket, bytes, server);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Closed.
        }
    }

    /// <summary>One kind of datagrams of one stream, one way: the seed and a datagram's number decide what becomes of it.</summary>
    private sealed class RelayedWay(ImpairingRelay relay, int stream, bool isReport, bool fromServer)
    {
        private readonly SeededRandom _random = new(relay.Seed + (ulong)((stream * 4) + (isReport ? 2 : 0) + (fromServer ? 1 : 0)));
        private int _number;
        private long _last;

        public void Take(Socket socket, byte[] bytes, IPEndPoint to)
        {
            long now = Stopwatch.GetTimestamp();
            Impairment network = relay.Network;
            bool isLost = _random.NextDouble() < network.Loss && (!isReport || network.LosesReports);
            isLost |= stream == 0 && !isReport && fromServer && _number % network.BurstEvery >= network.BurstEvery - network.Burst;
            TimeSpan delay = network.Delay + (_random.NextDouble() * network.Jitter);
            long due = Math.Max(now + (long)(delay.TotalSeconds * Stopwatch.Frequency), relay.HeldUntil);
            if (!isLost)
            {
                due = network.Reorders ? due : Math.Max(due, _last);
                _last = due;
                relay.Timer.Send(socket, bytes, to, due);
            }

            TimeSpan? kept = isLost ? null : Stopwatch.GetElapsedTime(now, due);
            relay.Note(new(stream, isReport, fromServer, _number++, bytes.Length, relay.Since(now), kept));
        }
    }
}
