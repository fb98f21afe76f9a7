using System.Diagnostics;
using System.Net;
using Streaming.Formats.Rtp;
using Streaming.Formats.Rtsp;
using Streaming.Lab.Records;
using Streaming.Lab.Scenarios;
using Streaming.Lab.Titles;
using Streaming.Lab.Virtual;
using Streaming.Lab.Virtual.Serving;
using Streaming.Qos.FlowSpecs;
using Streaming.Qos.Monitoring;
using Streaming.Qos.Policing;
using Streaming.Qos.Renegotiation;
using Streaming.Server.Sessions;

namespace Streaming.Benchmarks.Lab;

/// <summary>A virtual server under contracts with a hundred clients, whose packets are counted and go nowhere.</summary>
internal sealed class ServerAlone : IServerWire, IServerWitness, IDisposable
{
    private const int Clients = 100, Warm = 25, Measured = 500;

    private readonly VirtualServer _server;
    private readonly string[] _sessions = new string[Clients];
    private RtspResponse? _answer;
    private Instant _now = Instant.FromSeconds(100);
    private long _packets;
    private uint _drawn;

    private ServerAlone(TitleShelf shelf) => _server = new(new() { Catalogue = shelf, Identities = Draw }, this, this, _now);

    /// <returns>Packets in a second of processor time.</returns>
    public static double Rate()
    {
        TitleTerms.Generated film = new("film") { Duration = TimeSpan.FromMinutes(15) };
        using TitleShelf shelf = TitleShelf.Open([film], reservesPeak: false);
        using ServerAlone alone = new(shelf);
        for (int client = 0; client < Clients; client++)
            alone.Begin(client);
        alone.Run(6 * Warm);
        long before = alone._packets;
        TimeSpan began = Process.GetCurrentProcess().TotalProcessorTime;
        alone.Run(Measured);
        return (alone._packets - before) / (Process.GetCurrentProcess().TotalProcessorTime - began).TotalSeconds;
    }

    public void Dispose() => _server.Dispose();

    void IServerWire.Respond(long connection, RtspResponse response, Instant now) => _answer = response;

    void IServerWire.Ask(long connection, RtspRequest request, Instant now)
    {
    }

    void IServerWire.HangUp(long connection, Instant now)
    {
    }

    void IServerWire.Datagram(IPEndPoint to, ReadOnlySpan<byte> packet, bool isReport, Dscp marking, Instant now) => _packets++;

    void IServerWitness.Admitted(IPAddress client, Contract? contract, string rendition, Instant now)
    {
    }

    void IServerWitness.Refused(IPAddress client, RefusalRecord refusal, string why, bool hasSession, Instant now)
    {
    }

    void IServerWitness.Traffic(IPAddress client, TrafficSpec traffic, Instant now)
    {
    }

    void IServerWitness.InForce(IPAddress client, Contract contract, string rendition, string reason, Instant now)
    {
    }

    void IServerWitness.Moved(IPAddress client, string before, string after, MoveReason why, string reason, Instant now)
    {
    }

    void IServerWitness.Judged(IPAddress client, Violation change, Instant now)
    {
    }

    void IServerWitness.Ended(IPAddress client, string reason, Verdict? verdict, Instant now)
    {
    }

    private FreshIdentity Draw(IPAddress client)
    {
        _drawn++;
        StreamIdentity stream = new(new(_drawn), new((ushort)_drawn), new(_drawn)), resend = new(new(~_drawn), new(0), new(0));
        return new(new(_drawn), stream, resend, default);
    }

    /// <summary>Picture and sound, guaranteed, with a second of buffer.</summary>
    private void Begin(int client)
    {
        _server.Connected(client, new(new IPAddress([10, 0, 0, (byte)client]), 40_000), _now);
        for (int track = 1; track <= 2; track++)
        {
            Ask(client, "SETUP", $"film/trackID={track}",
                ("Transport", $"RTP/AVP;unicast;client_port={10_000 + (2 * track)}-{10_001 + (2 * track)}"),
                ("Flow-Spec", "class=guaranteed; buffer=1s"));
            _sessions[client] = _answer!.Headers["Session"]!.Split(';')[0];
        }

        Ask(client, "PLAY", "film");
        Pass(0.1);
    }

    /// <summary>Every client gives a sign of life in time.</summary>
    private void Run(int seconds)
    {
        for (int passed = 0; passed < seconds; passed += Warm)
        {
            Pass(Warm);
            for (int client = 0; client < Clients; client++)
                Ask(client, "GET_PARAMETER", "film");
        }
    }

    private void Pass(double seconds)
    {
        Instant end = _now + TimeSpan.FromSeconds(seconds);
        for (; _server.Next <= end; _server.Advance(_now))
            _now = Instant.Max(_now, _server.Next);
        _now = end;
    }

    private void Ask(int client, string method, string path, params ReadOnlySpan<(string Name, string Value)> headers)
    {
        RtspRequest request = new() { Method = method, Uri = $"rtsp://{VirtualServerOptions.Address}/{path}" };
        request.Headers.Add("CSeq", "1");
        if (_sessions[client] is { } session)
            request.Headers.Add("Session", session);
        foreach ((string name, string value) in headers)
            request.Headers.Add(name, value);
        _server.Accept(client, request, _now);
        Invariant.That(_answer is { IsSuccess: true }, $"{method} is granted");
    }
}
