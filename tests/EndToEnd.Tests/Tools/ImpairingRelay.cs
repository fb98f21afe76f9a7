using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Streaming.EndToEnd.Tests.Tools;

/// <summary>A bad network on one machine: stands between a player and a server, for RTSP and for what it sets up over UDP.</summary>
/// <remarks>
/// Media and reports pass as they are, late, out of order or not at all; of RTSP nothing is changed but the ports in Transport headers, and
/// what is interleaved passes untouched. The same seed makes the same datagrams of a stream lost and late by the same time.
/// <c>using ImpairingRelay relay = new(server.RtspPort, seed) { Network = new() { Loss = 0.02 } }; play(relay.Address("film"));</c>
/// </remarks>
internal sealed class ImpairingRelay : IDisposable
{
    /// <summary>Ten minutes of 8 Mb/s; verdicts beyond that are not kept.</summary>
    private const int MostVerdicts = 500_000;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<RelayVerdict> _verdicts = new();
    private readonly ConcurrentBag<IDisposable> _open = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly long _began = Stopwatch.GetTimestamp();
    private Impairment _network = Impairment.None;
    private long _heldUntil;
    private int _streams;

    public ImpairingRelay(int serverPort, ulong seed)
    {
        Seed = seed;
        _listener.Start();
        _ = AcceptAsync(serverPort);
    }

    public ulong Seed { get; }

    /// <summary>Where the player finds it.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>May be changed while it works.</summary>
    public Impairment Network
    {
        get => Volatile.Read(ref _network);
        set => Volatile.Write(ref _network, value);
    }

    /// <summary>What was done with each datagram, in the order in which they came.</summary>
    public IReadOnlyCollection<RelayVerdict> Verdicts => _verdicts;

    internal RelayTimer Timer { get; } = new();

    /// <summary>By <see cref="Stopwatch.GetTimestamp"/>.</summary>
    internal long HeldUntil => Volatile.Read(ref _heldUntil);

    public string Address(string title) => $"rtsp://127.0.0.1:{Port}/{title}";

    /// <summary>Nothing gets through from now on; then all of it does at once.</summary>
    public void Stall(TimeSpan time) =>
        Volatile.Write(ref _heldUntil, Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency));

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        foreach (IDisposable one in _open)
            one.Dispose();
        Timer.Dispose();
        _stop.Dispose();
    }

    internal TimeSpan Since(long timestamp) => Stopwatch.GetElapsedTime(_began, timestamp);

    internal void Note(RelayVerdict verdict)
    {
        if (_verdicts.Count < MostVerdicts)
            _verdicts.Enqueue(verdict);
    }

    internal RelayedPorts Open((int Rtp, int Rtcp) player)
    {
        RelayedPorts ports = new(this, Interlocked.Increment(ref _streams) - 1, player);
        _open.Add(ports);
        return ports;
    }

    private async Task AcceptAsync(int serverPort)
    {
        try
        {
            while (true)
            {
                TcpClient player = await _listener.AcceptTcpClientAsync(_stop.Token), server = new() { NoDelay = true };
                player.NoDelay = true;
                _open.Add(player);
                _open.Add(server);
                await server.ConnectAsync(IPAddress.Loopback, serverPort, _stop.Token);
                RelayedConversation conversation = new(this);
                _ = PassAsync(player, server, conversation.Ask);
                _ = PassAsync(server, player, conversation.Answer);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Over.
        }
    }

    /// <summary>Message by message, until one side hangs up: then the other is hung up on.</summary>
    private async Task PassAsync(TcpClient from, TcpClient to, Func<string, string> rewrite)
    {
        try
        {
            RelayedMessages messages = new(from.GetStream());
            while (await messages.NextAsync(rewrite, _stop.Token) is { } bytes)
                await to.GetStream().WriteAsync(bytes, _stop.Token);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Hung up.
        }
        finally
        {
            from.Dispose();
            to.Dispose();
        }
    }
}
