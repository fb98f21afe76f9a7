using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.Logging;
using Streaming.Formats.Rtsp;

namespace Streaming.Server.Host.Control;

/// <summary>Takes RTSP connections from Kestrel, and watches over all of them.</summary>
internal sealed class RtspConnectionHandler(
    RequestDispatcher dispatcher,
    SessionRegistry registry,
    ClientPolicer policer,
    ControlOptions options,
    ControlClock clock,
    ILogger log) : ConnectionHandler
{
    private readonly ConnectionGate _gate = new(options);
    private readonly ConcurrentDictionary<long, RtspConnection> _open = new();
    private long _lastId;
    private long _accepted;
    private long _refused;
    private long _cut;
    private long _requests;
    private long _requestsRefused;
    private long _malformed;
    private long _refusedSaid;
    private volatile IPEndPoint? _lastRefused;

    public RequestDispatcher Dispatcher { get; } = dispatcher;

    public ClientPolicer Policer { get; } = policer;

    public ControlOptions Options { get; } = options;

    public ControlClock Clock { get; } = clock;

    public ILogger Log { get; } = log;

    public ControlCounters Counters => registry.AddTo(new()
    {
        Connections = _gate.Count,
        ConnectionsAccepted = Interlocked.Read(ref _accepted),
        ConnectionsRefused = Interlocked.Read(ref _refused),
        ConnectionsCut = Interlocked.Read(ref _cut),
        Requests = Interlocked.Read(ref _requests),
        RequestsRefused = Interlocked.Read(ref _requestsRefused),
        MalformedMessages = Interlocked.Read(ref _malformed),
        Policed = Policer.Refused,
        ConnectionsHungUp = Policer.HungUp,
    });

    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        IPEndPoint remote = RtspConnection.EndPoint(connection.RemoteEndPoint);
        if (!_gate.TryEnter(remote.Address))
        {
            // Returning closes it. An answer would cost more than the connection is worth.
            _lastRefused = remote;
            Interlocked.Increment(ref _refused);
            return;
        }

        Interlocked.Increment(ref _accepted);
        RtspConnection one = new(Interlocked.Increment(ref _lastId), connection, this);
        _open[one.Id] = one;
        ControlLog.Connected(Log, one.Id, remote);
        try
        {
            using CancellationTokenRegistration stopping = connection.Features.Get<IConnectionLifetimeNotificationFeature>() is { } lifetime
                ? lifetime.ConnectionClosedRequested.Register(() => one.End(ReadVerdict.Idle))
                : default;
            await one.RunAsync();
        }
        finally
        {
            _open.TryRemove(one.Id, out _);
            _gate.Leave(remote.Address);
            ControlLog.Disconnected(Log, one.Id, remote);
            await registry.DisconnectAsync(one.Id, one.Sessions);
        }
    }

    /// <summary>Brings a request to the client at the other end of a connection; nothing where that is gone.</summary>
    public void Post(long connection, RtspRequest request)
    {
        if (_open.TryGetValue(connection, out RtspConnection? open))
            open.Post(request);
    }

    /// <summary>Ends the connections that are too slow, silent or deaf.</summary>
    public void Sweep(Instant now)
    {
        long cut = 0;
        foreach (RtspConnection connection in _open.Values)
        {
            connection.Mark();
            ReadVerdict verdict = connection.Watch.Judge(now, connection.Sessions.Any());
            if (verdict == ReadVerdict.Fine || !connection.End(verdict) || verdict == ReadVerdict.Left)
                continue;
            cut++;
            ControlLog.Cut(Log, connection.Id, connection.Remote, verdict);
        }

        Interlocked.Add(ref _cut, cut);
        long refused = Interlocked.Read(ref _refused) - _refusedSaid;
        _refusedSaid += refused;
        if (cut > 0)
            ControlLog.CutSome(Log, cut);
        if (refused > 0)
            ControlLog.Refused(Log, refused, _lastRefused!, _gate.Count);
    }

    public void CountRequest() => Interlocked.Increment(ref _requests);

    public void CountRefusal() => Interlocked.Increment(ref _requestsRefused);

    public void CountMalformed() => Interlocked.Increment(ref _malformed);
}
