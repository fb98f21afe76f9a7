using System.Net;
using Streaming.Formats.Rtp;
using Streaming.Formats.Rtsp;
using Streaming.Lab.Records;
using Streaming.Lab.Titles;
using Streaming.Lab.Virtual;
using Streaming.Lab.Virtual.Serving;
using Streaming.Qos.FlowSpecs;
using Streaming.Qos.Monitoring;
using Streaming.Qos.Policing;
using Streaming.Qos.Renegotiation;
using Streaming.Server.Sessions;

namespace Streaming.Lab.Tests.Serving;

/// <summary>A virtual server whose answers and packets arrive at once, and clients that ask it by hand.</summary>
internal sealed class ServedWorld : IServerWire, IServerWitness, IDisposable
{
    private readonly TitleShelf? _shelf;
    private readonly Dictionary<long, RtspResponse> _answers = [];
    private uint _drawn;

    public ServedWorld(VirtualServerOptions? options = null, TitleShelf? shelf = null)
    {
        _shelf = shelf;
        options ??= new() { Catalogue = shelf!, Identities = Draw };
        Server = new(options, this, this, Now);
    }

    public VirtualServer Server { get; private set; }

    public Instant Now { get; private set; } = Instant.FromSeconds(100);

    /// <summary>Everything that was sent, in order, while <see cref="Keeps"/>.</summary>
    public List<ServedPacket> Sent { get; } = [];

    public bool Keeps { get; set; } = true;

    public long Packets { get; private set; }

    /// <summary>What the server told its witness, a line each.</summary>
    public List<string> Told { get; } = [];

    /// <summary>Requests of the server's own, by connection.</summary>
    public List<(long Connection, RtspRequest Request)> Asked { get; } = [];

    public List<long> HungUp { get; } = [];

    public static IPAddress AddressOf(int client) => new([10, 0, (byte)(client >> 8), (byte)client]);

    /// <summary>Lets time pass.</summary>
    public ServedWorld Run(TimeSpan time)
    {
        Instant end = Now + time;
        while (Server.Next <= end)
        {
            Now = Instant.Max(Now, Server.Next);
            Server.Advance(Now);
        }

        Now = end;
        return this;
    }

    public ServedWorld Run(double seconds) => Run(TimeSpan.FromSeconds(seconds));

    public void Connect(int client) => Server.Connected(client, new(AddressOf(client), 40_000), Now);

    /// <summary>Asks, and has the answer.</summary>
    public RtspResponse Ask(int client, string method, string path, params ReadOnlySpan<(string Name, string Value)> headers)
    {
        RtspRequest request = new() { Method = method, Uri = $"rtsp://{VirtualServerOptions.Address}/{path}" };
        request.Headers.Add("CSeq", "1");
        foreach ((string name, string value) in headers)
            request.Headers.Add(name, value);
        Server.Accept(client, request, Now);
        Assert.True(_answers.Remove(client, out RtspResponse? answer), "an answer comes before the call is over");
        return answer!;
    }

    /// <summary>Sets up tracks of a title and plays them; media of the first comes to port 10 000, of the next to 10 002.</summary>
    /// <returns>The session's id, and the answer to the last request: the first that was refused, or that to PLAY.</returns>
    public (string Session, RtspResponse Last) Play(int client, string title, int tracks, params ReadOnlySpan<(string, string)> headers)
    {
        Connect(client);
        string session = "";
        for (int track = 1; track <= tracks; track++)
        {
            int port = 9_998 + (2 * track);
            List<(string, string)> all = [("Transport", $"RTP/AVP;unicast;client_port={port}-{port + 1}"), .. headers];
            if (session.Length > 0)
                all.Add(("Session", session));
            RtspResponse setup = Ask(client, "SETUP", $"{title}/trackID={track}", [.. all]);
            if (!setup.IsSuccess)
                return (session, setup);
            session = setup.Headers["Session"]!.Split(';')[0];
        }

        return (session, Ask(client, "PLAY", title, ("Session", session)));
    }

    public void Kill() => Server.Dispose();

    public void Restart(VirtualServerOptions? options = null) =>
        Server = new(options ?? new() { Catalogue = _shelf!, Identities = Draw }, this, this, Now);

    /// <summary>Sequence numbers and stamps about to wrap.</summary>
    public FreshIdentity Draw(IPAddress client)
    {
        _drawn++;
        StreamIdentity stream = new(new(_drawn), new((ushort)(65_535 - _drawn)), new(uint.MaxValue - _drawn));
        StreamIdentity resend = new(new(1_000_000 + _drawn), new((ushort)(65_000 + _drawn)), new(0));
        return new(new(UInt128.MaxValue - ((UInt128)_drawn << 96)), stream, resend, default);
    }

    public void Dispose()
    {
        Server.Dispose();
        _shelf?.Dispose();
    }

    void IServerWire.Respond(long connection, RtspResponse response, Instant now) => _answers[connection] = response;

    void IServerWire.Ask(long connection, RtspRequest request, Instant now) => Asked.Add((connection, request));

    void IServerWire.HangUp(long connection, Instant now) => HungUp.Add(connection);

    void IServerWire.Datagram(IPEndPoint to, ReadOnlySpan<byte> packet, bool isReport, Dscp marking, Instant now)
    {
        Assert.Equal(Now, now);
        Packets++;
        if (Keeps)
            Sent.Add(new(to, packet.ToArray(), isReport, marking, now));
    }

    void IServerWitness.Admitted(IPAddress client, Contract? contract, string rendition, Instant now) =>
        Told.Add($"{client} admitted {rendition}");

    void IServerWitness.Refused(IPAddress client, RefusalRecord refusal, string why, bool hasSession, Instant now) =>
        Told.Add($"{client} refused {refusal.Limit} {refusal.Asked} of {refusal.Available}{(hasSession ? ", has a session" : "")}");

    void IServerWitness.Traffic(IPAddress client, TrafficSpec traffic, Instant now) => Told.Add($"{client} traffic {traffic.Rate}");

    void IServerWitness.InForce(IPAddress client, Contract contract, string rendition, string reason, Instant now) =>
        Told.Add($"{client} in force {rendition} {contract.Traffic.Rate}");

    void IServerWitness.Moved(IPAddress client, string before, string after, MoveReason why, string reason, Instant now) =>
        Told.Add($"{client} moved from {before} to {after}: {reason}");

    void IServerWitness.Judged(IPAddress client, Violation change, Instant now) => Told.Add($"{client} {change}");

    void IServerWitness.Ended(IPAddress client, string reason, Verdict? verdict, Instant now) =>
        Told.Add($"{client} ended: {reason}, {(verdict is null ? "not judged" : verdict.IsMet ? "met" : "violated")}");
}
