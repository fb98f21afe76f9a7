using System.Net;
using System.Text;
using Streaming.Formats.Rtsp;
using Streaming.Lab.Records;
using Streaming.Qos.Admission;
using Streaming.Qos.FlowSpecs;
using Streaming.Qos.Monitoring;
using Streaming.Server.Contracts;
using Streaming.Server.Host.Channels;
using Streaming.Server.Host.Contracts;
using Streaming.Server.Host.Control;
using Streaming.Server.Sessions;
using Streaming.Server.Sessions.Channels;

namespace Streaming.Lab.Virtual.Serving;

/// <summary>A whole server without a socket, a thread or a clock of its own: the product's control plane and its senders, in virtual
/// time.</summary>
/// <remarks>One caller at a time, by rising times. Disposing it is a kill: nobody is told.</remarks>
internal sealed class VirtualServer : IDisposable
{
    private const string Name = "streaming@lab";

    /// <summary>More than any scenario may have viewers: what is short in a lab is a link.</summary>
    private const int MostSessions = 1_000_000;

    private readonly IServerWire _wire;
    private readonly IServerWitness _witness;
    private readonly VirtualTime _time;
    private readonly VirtualLog _log = new();
    private readonly VirtualDelivery _delivery;
    private readonly VirtualChannels _channels;
    private readonly ControlPlane _control;
    private readonly Dictionary<long, VirtualConnection> _connections = [];
    private readonly NoQueue _queue = new();
    private readonly TimeSpan _rhythm;
    private Instant _sweep;
    private bool _isKilled;

    public VirtualServer(VirtualServerOptions options, IServerWire wire, IServerWitness witness, Instant now)
    {
        (_wire, _witness, _time) = (wire, witness, new(now));
        ControlClock clock = new(_time, new VirtualDice(options.Identities, options.Seed));
        _delivery = new(wire, witness, options.SendsNothing);
        _delivery.SetTime(now);
        _channels = new(options.Channels, new ChannelStage(options.Catalogue, _delivery, clock, Name, _log), now);
        ServerSessionOptions sessions = new() { CanonicalName = Name, MaxSessions = MostSessions };
        if (options.SendsNothing)
            sessions = sessions with { Timeout = TimeSpan.FromDays(8) };
        ControlOptions control = new() { Network = options.Network };
        _control = new(options.Catalogue, _channels, _delivery, sessions, control, new VirtualAuthorizer(), clock, _log);
        _control.Sessions.Notifier = (connection, request) => _wire.Ask(connection, request, _time.Now);
        _control.Sessions.Witness = new ToldWitness(witness);
        _rhythm = options.SendsNothing ? options.Network.Lease / 3 : ControlPlane.SweepInterval;
        _sweep = now + _rhythm;
    }

    /// <summary>When <see cref="Advance"/> has something to do.</summary>
    public Instant Next => _isKilled ? Instant.Never : Instant.Min(_delivery.Next, Instant.Min(_channels.Next, _sweep));

    /// <summary>Reservations that stand.</summary>
    public int Reservations => _control.Desk.Counters.Reservations;

    /// <summary>Sessions that a film is sent to.</summary>
    public int Playing => _delivery.Playing;

    /// <summary>Where its sessions ask for contracts.</summary>
    internal ContractDesk Desk => _control.Desk;

    /// <summary>Does everything that is due.</summary>
    public void Advance(Instant now)
    {
        if (_isKilled)
            return;
        SetTime(now);
        while (Next <= now)
        {
            if (_channels.Next <= now)
                _channels.Advance(now);
            _delivery.Advance(now);
            if (_sweep > now)
                continue;
            _sweep += _rhythm;
            _delivery.Look(now);
            _control.Sweep(now);
        }

        _log.ThrowIfAny();
    }

    /// <summary>A client has connected.</summary>
    /// <param name="connection">Unique in the life of the server.</param>
    public void Connected(long connection, IPEndPoint client, Instant now)
    {
        SetTime(now);
        _connections.Add(connection, new(new(connection, client, VirtualServerOptions.Address, _queue)));
    }

    /// <summary>A request has come; its answer goes out before this returns, and behind it what follows from it.</summary>
    public void Accept(long connection, RtspRequest request, Instant now)
    {
        if (_isKilled || !_connections.TryGetValue(connection, out VirtualConnection? open))
            return;
        SetTime(now);
        RequestUse use = Completed.Now(_control.Dispatcher.AnswerAsync(request, open.Facts, response =>
        {
            Answer(open.Facts, request, response);
            return default;
        }));
        open.Note(use.Session);
        if (use.IsLast)
            _wire.HangUp(connection, now);
        _log.ThrowIfAny();
    }

    /// <summary>The answer to a request of the server's: it has told something, and does not ask whether that was welcome.</summary>
    public void Accept(long connection, RtspResponse response, Instant now) => SetTime(now);

    /// <summary>A client has hung up, or its connection has broken.</summary>
    public void Disconnected(long connection, Instant now)
    {
        SetTime(now);
        if (_connections.Remove(connection, out VirtualConnection? gone) && !_isKilled)
            Completed.Now(_control.Sessions.DisconnectAsync(connection, gone.Sessions));
        _log.ThrowIfAny();
    }

    /// <summary>A datagram has come to the port of reports.</summary>
    public void AcceptReport(IPEndPoint from, ReadOnlySpan<byte> compound, Instant now)
    {
        if (_isKilled)
            return;
        SetTime(now);
        _delivery.AcceptReport(from, compound, now);
    }

    /// <summary>The operator says that a link carries more or less from now on; false where the server knows no such link.</summary>
    public bool ChangeRate(string link, BitRate rate, Instant now)
    {
        SetTime(now);
        if (_isKilled || !_control.Desk.ChangeRate(link, rate, now))
            return false;
        _control.Engine.React(now);
        _log.ThrowIfAny();
        return true;
    }

    /// <summary>Whether contracts are kept so far, of all sessions that play or have played.</summary>
    public IEnumerable<(IPAddress Client, Verdict Verdict)> Verdicts(Instant now)
    {
        foreach (SessionMailbox mailbox in _control.Sessions.All())
        {
            if (_control.Monitors.Find(mailbox.Session.Id) is { } monitor)
                yield return (ConnectionFacts.Unmapped(mailbox.Session.Client.Address), monitor.Verdict(now));
        }
    }

    /// <summary>What each session of a channel was promised, by its own word: not by that of the desk, which is held against it.</summary>
    public IEnumerable<LaneHolding> Lanes()
    {
        foreach (SessionMailbox mailbox in _control.Sessions.All())
        {
            if (mailbox.Session is not ChannelSession member)
                continue;
            IPAddress client = ConnectionFacts.Unmapped(member.Client.Address);
            foreach (ChannelStream stream in member.Streams.Where(stream => stream.IsMulticast))
            {
                LaneTerms terms = LaneTerms.Of(member.Sender.Lineup, stream.Lane, stream.IsParity);
                BitRate reserved = terms.Class == ServiceClass.BestEffort ? BitRate.Zero : terms.Traffic.Rate;
                yield return new(client, stream.GroupOf(member.Channel), reserved);
            }

            if (member.Streams.Any(stream => !stream.IsMulticast) && member.Agreement.Latest is { } alone)
                yield return new(client, null, alone.Contract.Reserved);
        }
    }

    /// <summary>What is promised of each link.</summary>
    public IReadOnlyList<LinkUsage> Usage() => _control.Desk.Usage();

    public void Dispose() => _isKilled = true;

    private void SetTime(Instant now)
    {
        Invariant.That(now >= _time.Now, "time does not run backwards");
        _time.Now = now;
        _delivery.SetTime(now);
    }

    private void Answer(ConnectionFacts connection, RtspRequest request, RtspResponse response)
    {
        _wire.Respond(connection.Id, response, _time.Now);
        if (response.Status != RtspStatus.NotEnoughBandwidth)
            return;
        RtspHeaders told = response.Headers;
        RefusalRecord refusal = new(told["Limit"] ?? "", told["Asked"] ?? "", told["Available"] ?? "", told["Alternative"]);
        string why = Encoding.UTF8.GetString(response.Body).TrimEnd();
        _witness.Refused(connection.Client, refusal, why, request.Headers["Session"] is not null, _time.Now);
    }
}
