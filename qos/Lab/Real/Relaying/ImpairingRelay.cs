using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Streaming.Emulation.Links;
using Streaming.Player.Client;
using Streaming.Qos.Policing;

namespace Streaming.Lab.Real.Relaying;

/// <summary>One host's way to a server through a network of links, on one machine: for RTSP, and for what it sets up over UDP.</summary>
/// <remarks>
/// Media and reports pass as the links let them: late, out of order, twice or not at all. Of RTSP nothing is changed but the ports in
/// Transport headers; it comes whole and in order, as late as a reliable connection over such a path brings it, and so does what is
/// interleaved with it.
/// <c>using ImpairingRelay relay = new(server.RtspPort, seed, new() { Delay = … }); play(relay.Address("film"));</c>
/// </remarks>
internal sealed class ImpairingRelay : IDisposable
{
    /// <summary>Ten minutes of 8 Mb/s; verdicts beyond that are not kept.</summary>
    private const int MostVerdicts = 500_000;

    private readonly RelayNetwork _network;
    private readonly bool _ownsNetwork;
    private readonly int _host;
    private readonly IPAddress _address;
    private readonly Func<int> _serverPort;
    private readonly TcpListener _listener;
    private readonly ConcurrentQueue<RelayVerdict> _verdicts = new();
    private readonly ConcurrentBag<IDisposable> _open = [];
    private readonly ConcurrentBag<TcpClient> _players = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Instant _began;
    private readonly object _gate = new();
    private int _streams;
    private int _sentDown;
    private int _sentUp;
    private volatile bool _isSilent;

    /// <summary>One link, that is this relay's alone.</summary>
    public ImpairingRelay(int serverPort, ulong seed, LinkProfile? link = null)
        : this(OneLink(link ?? new(), seed), host: 0, IPAddress.Loopback, () => serverPort) => _ownsNetwork = true;

    /// <param name="host">Whose way it is, in the network's plan.</param>
    /// <param name="address">The host's own, on this machine: the server sees it, and the player finds the relay at it.</param>
    /// <param name="serverPort">Of RTSP; a server that is started again may have another.</param>
    public ImpairingRelay(RelayNetwork network, int host, IPAddress address, Func<int> serverPort)
    {
        (_network, _host, _address, _serverPort, _began) = (network, host, address, serverPort, network.Now);
        _listener = new(address, 0);
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>Datagrams that pass the network by, at once; null: none.</summary>
    public Func<RelayVerdict, bool>? Spares { get; init; }

    /// <summary>Told of each datagram that has come through: from a thread of its own.</summary>
    public Action<RelayVerdict>? Came { get; init; }

    /// <summary>Told of each that has not: the link, the cause, when.</summary>
    public Action<RelayVerdict, string, string, Instant>? Lost { get; init; }

    /// <summary>Where the player finds it.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What was done with each datagram, in the order in which they came.</summary>
    public IReadOnlyCollection<RelayVerdict> Verdicts => _verdicts;

    public string Address(string title) => $"rtsp://{_address}:{Port}/{title}";

    /// <summary>The player is gone from one moment to the next: nothing of it is heard any more, and what comes for it is nobody's. The
    /// server is told nothing.</summary>
    public void Silence()
    {
        _isSilent = true;
        foreach (TcpClient player in _players)
            player.Dispose();
    }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        foreach (IDisposable one in _open)
            one.Dispose();
        if (_ownsNetwork)
            _network.Dispose();
        _stop.Dispose();
    }

    internal RelayedPorts Open(IPAddress player, (int Rtp, int Rtcp) ports)
    {
        RelayedPorts relayed = new(this, Interlocked.Increment(ref _streams) - 1, _address, player, ports);
        _open.Add(relayed);
        return relayed;
    }

    /// <summary>A datagram has come, from one side for the other.</summary>
    internal void Pass(int stream, bool isReport, bool isDown, Dscp marking, Socket by, IPEndPoint to, byte[] bytes)
    {
        lock (_gate)
        {
            int number = isDown ? _sentDown++ : _sentUp++;
            RelayVerdict verdict = new(stream, isReport, isDown, number, bytes.Length, _network.Now - _began);
            RelayedDatagram datagram = new(this, verdict, by, to, bytes);
            if (_verdicts.Count < MostVerdicts)
                _verdicts.Enqueue(verdict);
            if (_isSilent && !isDown)
                return;
            if (Spares?.Invoke(verdict) == true)
                datagram.Arrive(TimeSpan.Zero);
            else if (isDown)
                _network.Down(_host, bytes.Length, marking, datagram);
            else
                _network.Up(_host, bytes.Length, datagram);
        }
    }

    /// <summary>A datagram has come through.</summary>
    /// <returns>Whether it is to be sent on.</returns>
    internal bool Arrived(RelayVerdict verdict)
    {
        Came?.Invoke(verdict);
        return !_isSilent;
    }

    internal void Dropped(RelayVerdict verdict, string link, string cause, Instant at) => Lost?.Invoke(verdict, link, cause, at);

    private static RelayNetwork OneLink(LinkProfile link, ulong seed)
    {
        MonotonicClock clock = new(TimeProvider.System);
        return new(new([new("link", -1, link, [])], [0], clock.Now), seed, clock);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient player = await _listener.AcceptTcpClientAsync(_stop.Token);
                _open.Add(player);
                _players.Add(player);
                _ = ServeAsync(player);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Over.
        }
    }

    private async Task ServeAsync(TcpClient player)
    {
        TcpClient server = new(new IPEndPoint(_address, 0)) { NoDelay = true };
        _open.Add(server);
        player.NoDelay = true;
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _serverPort(), _stop.Token);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Nobody is there: the player is hung up on, which is the nearest to being refused.
            player.Dispose();
            server.Dispose();
            return;
        }

        RelayedConversation conversation = new(this, ((IPEndPoint)player.Client.RemoteEndPoint!).Address);
        _ = PassAsync(player, server, isUp: true, conversation.Ask);
        _ = PassAsync(server, player, isUp: false, conversation.Answer);
    }

    /// <summary>Message by message, until one side hangs up: then the other is hung up on.</summary>
    private async Task PassAsync(TcpClient from, TcpClient to, bool isUp, Func<string, string> rewrite)
    {
        RelayedStream stream = new(to);
        _open.Add(stream);
        try
        {
            RelayedMessages messages = new(from.GetStream());
            while (await messages.NextAsync(rewrite, _stop.Token) is { } bytes)
            {
                await stream.OpenAsync(_stop.Token);
                if (_isSilent)
                    return;
                _network.Message(_host, isUp, new RelayedMessage(stream, bytes));
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Hung up.
        }

        if (!_isSilent)
            _network.Message(_host, isUp, new RelayedMessage(stream, []));
    }
}
