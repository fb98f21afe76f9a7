using System.Net;
using Streaming.Formats.Rtsp.Headers;
using Streaming.Lab.Viewers;
using Streaming.Player.Sessions;

namespace Streaming.Lab.Virtual.Viewing;

/// <summary>One session of a viewer's on the virtual network: the player's own session and playout, with the wire where sockets are
/// elsewhere.</summary>
/// <param name="viewer">Its number in the run.</param>
/// <param name="told">Told of everything the session does, after it is done.</param>
internal sealed class Visit(
    int viewer, IViewerWire wire, ReceiverSession session, UnseenScreen screen, Action<SessionEffect, Moment> told, int firstPort)
    : IDisposable
{
    private readonly PortTable _ports = new();
    private readonly Dictionary<OfferedTrack, int> _opened = [];
    private int _nextPort = firstPort;

    public ReceiverSession Session => session;

    public UnseenScreen Screen => screen;

    /// <summary>A port that no session of the viewer has used yet: what is still under way to an old one is nobody's.</summary>
    public int NextPort => _nextPort;

    /// <summary>By the viewer's own clock.</summary>
    public Instant Next => Instant.Min(session.Next.At, screen.Next);

    public void Start(Moment at)
    {
        wire.Connect(viewer, at.Run);
        session.Start(at.Own);
        Work(at);
    }

    public void Advance(Moment at)
    {
        if (session.Next.At <= at.Own)
            session.Advance(at.Own);
        screen.Advance(at.Own);
        Work(at);
    }

    /// <summary>The viewer does something.</summary>
    public void Do(Action<ReceiverSession, Instant> act, Moment at)
    {
        screen.CatchUp(at.Own);
        act(session, at.Own);
        Work(at);
    }

    /// <returns>Whether it was one of media, parity or what was sent again.</returns>
    public bool Accept(int port, ReadOnlySpan<byte> datagram, Moment at) =>
        _ports.Find(port) is var (stream, use) && Accept(stream, use, datagram, at);

    /// <inheritdoc cref="Accept(int, ReadOnlySpan{byte}, Moment)"/>
    public bool Accept(IPEndPoint group, ReadOnlySpan<byte> datagram, Moment at) =>
        _ports.Find(group) is var (stream, use) && Accept(stream, use, datagram, at);

    /// <summary>Nothing more is heard, nothing more is said.</summary>
    public void Silence(Instant now)
    {
        foreach (IPEndPoint group in _ports.CloseAll())
            wire.Leave(viewer, group, now);
    }

    public void Dispose()
    {
        session.Dispose();
        screen.Dispose();
    }

    private bool Accept(ActiveStream stream, PortUse use, ReadOnlySpan<byte> datagram, Moment at)
    {
        screen.CatchUp(at.Own);
        switch (use)
        {
            case PortUse.Media:
                session.AcceptMedia(stream, datagram, at.Own);
                break;
            case PortUse.Resent:
                session.AcceptResent(stream, datagram, at.Own);
                break;
            default:
                session.AcceptReport(stream, datagram, at.Own);
                break;
        }

        Work(at);
        return use != PortUse.Report;
    }

    private void Work(Moment at)
    {
        while (session.TryTake(out SessionEffect? effect))
        {
            Perform(effect!, at);
            told(effect!, at);
        }

        screen.Work(at.Own);
    }

    private void Perform(SessionEffect effect, Moment at)
    {
        switch (effect)
        {
            case SessionEffect.Send send:
                wire.Ask(viewer, send.Request, at.Run);
                break;
            case SessionEffect.Reply reply:
                wire.Respond(viewer, reply.Response, at.Run);
                break;
            case SessionEffect.OpenPorts open:
                _opened[open.Track] = _nextPort;
                session.PortsOpened(new PortPair(_nextPort, _nextPort + 1), at.Own);
                _nextPort += 2;
                break;
            case SessionEffect.StreamOpened { Stream: { Setup.IsTcp: false } stream }:
                Listen(stream, at.Run);
                break;
            case SessionEffect.StreamClosed closed:
                foreach (IPEndPoint group in _ports.Close(closed.Stream))
                    wire.Leave(viewer, group, at.Run);
                break;
            case SessionEffect.SendReport report when _ports.ReportPort(report.Stream) is { } port:
                wire.Report(viewer, port, report.Compound, at.Run);
                break;
            case SessionEffect.ContractGranted granted:
                screen.Playout.Require(granted.Terms.Contract.Buffer);
                break;
            case SessionEffect.ContractChanged changed:
                screen.Playout.Require(changed.Terms.Contract.Buffer);
                break;
            case SessionEffect.FallBack { To: MediaWay.Tcp } fallBack:
                session.Disconnected($"{fallBack.Why}; nothing goes inside a connection in virtual time", at.Own);
                break;
            case SessionEffect.FallBack:
                Silence(at.Run);
                break;
            case SessionEffect.Finished:
                Silence(at.Run);
                wire.HangUp(viewer, at.Run);
                break;
        }
    }

    /// <summary>As sockets are opened for a stream: a pair of our own, and those of its groups.</summary>
    private void Listen(ActiveStream stream, Instant now)
    {
        StreamSetup setup = stream.Setup;
        int own = _opened[setup.Track];
        _ports.Open(own, stream, setup.Group is null ? PortUse.Media : PortUse.Resent);
        _ports.Open(own + 1, stream, PortUse.Report);
        if (setup.Group is not { } group)
            return;
        Join(group.Address, group.Ports.Rtp, stream, PortUse.Media, now);
        Join(group.Address, group.Ports.Rtcp, stream, PortUse.Report, now);
        if (setup.Parity?.Group is { } parity && parity != group)
            Join(parity.Address, parity.Ports.Rtp, stream, PortUse.Media, now);
    }

    private void Join(string address, int port, ActiveStream stream, PortUse use, Instant now)
    {
        IPEndPoint group = new(IPAddress.Parse(address), port);
        _ports.Open(group, stream, use);
        wire.Join(viewer, group, now);
    }
}
