using Microsoft.Extensions.Logging;
using Streaming.Formats.Rtsp;
using Streaming.Formats.Rtsp.Headers;
using Streaming.Qos.Monitoring;
using Streaming.Server.Contracts;
using Streaming.Server.Host.Contracts;
using Streaming.Server.Host.DataPlane;
using Streaming.Server.Sessions;
using Streaming.Server.Sessions.Channels;

namespace Streaming.Server.Host.Control;

/// <summary>All sessions: finds them, starts and ends them, and lets those go whose viewers have gone.</summary>
public sealed class SessionRegistry
{
    private readonly SessionTable _sessions = new();
    private readonly IDelivery _delivery;
    private readonly ClientPolicer _policer;
    private readonly ContractDesk _desk;
    private readonly MonitorTable _monitors;
    private readonly ServerSessionOptions _options;
    private readonly ControlClock _clock;
    private readonly ILogger _log;
    private int _limit;
    private long _opened;
    private long _expired;
    private long _failed;

    internal SessionRegistry(
        IDelivery delivery,
        ClientPolicer policer,
        ContractDesk desk,
        MonitorTable monitors,
        ServerSessionOptions options,
        ControlClock clock,
        ILogger log)
    {
        _delivery = delivery;
        Channels = new(delivery);
        _policer = policer;
        _desk = desk;
        _monitors = monitors;
        _options = options;
        _limit = options.MaxSessions;
        _clock = clock;
        _log = log;
    }

    /// <summary>Is told what becomes of them.</summary>
    internal IControlWitness Witness { get; set; } = new NoWitness();

    public int Count => _sessions.Count;

    /// <summary>How many there may be. May be changed at any time; whoever is in when it falls stays in.</summary>
    public int Limit
    {
        get => Volatile.Read(ref _limit);
        set => Volatile.Write(ref _limit, value);
    }

    /// <summary>How sessions come to take part in channels.</summary>
    internal ChannelDoor Channels { get; }

    /// <summary>All sessions, the oldest first.</summary>
    public IReadOnlyList<SessionSnapshot> List() =>
        [.. All().Select(mailbox => Snapshot(mailbox.Session))];

    /// <summary>One session, by the id that logs and lists show; null where there is none.</summary>
    public SessionSnapshot? Read(string id) => FindBrief(id) is { } mailbox ? Snapshot(mailbox.Session) : null;

    /// <summary>Ends a session on behalf of an operator: its streams say goodbye, its viewer may come again.</summary>
    /// <returns>False where there is none of that id.</returns>
    public async Task<bool> KickAsync(string id) =>
        FindBrief(id) is { } mailbox && await EndAsync(mailbox, "ended by the operator", static _ => true);

    /// <summary>Ends all sessions that are due for it.</summary>
    internal Task EndAsync(string reason, Func<ServerSession, bool> isDue) => Task.WhenAll(
        All().Where(mailbox => isDue(mailbox.Session)).Select(mailbox => EndAsync(mailbox, reason, isDue)));

    /// <summary>The session a Session header names; null where there is none.</summary>
    internal SessionMailbox? Find(string? header) =>
        SessionHeader.TryParse(header, out SessionHeader? named, out _) && SessionId.TryParse(named.Id, out SessionId id)
            ? _sessions.Find(id)
            : null;

    /// <remarks>Its subscriber has been let in by the policer; it is let out when the session ends.</remarks>
    internal SessionMailbox Open(ServerSession session)
    {
        MemberRoutes? routes = session is ChannelSession member ? new(_delivery, member) : null;
        SessionMailbox mailbox = new(session, routes, Interlocked.Increment(ref _opened));
        _sessions.Add(mailbox);
        ControlLog.SessionOpened(_log, session.Id.Brief, session.Path, session.Client);
        Witness.Opened(session, _clock.Now);
        return mailbox;
    }

    /// <summary>Has its media sent; whoever calls has the turn.</summary>
    internal void Start(SessionMailbox mailbox)
    {
        FilmSession session = mailbox.Film!;
        mailbox.MutedAt = null;
        ControlLog.Playing(_log, session, _clock.Now);
        _delivery.Start(session.Sending, new SessionEvents(this, mailbox, session.Plays));
        _monitors.Take(session, isSending: true, _clock.Now, out _);
        mailbox.TellInForce(Witness, _clock.Now);
    }

    /// <summary>No packet of it can leave any more; whoever calls has the turn.</summary>
    internal Task QuietAsync(SessionMailbox mailbox) => mailbox switch
    {
        { Film: { } film } => _delivery.StopAsync(film.Sending),
        { Session: ChannelSession member, Routes: { } routes } => Channels.LeaveAsync(member, routes),
        _ => Task.CompletedTask,
    };

    /// <summary>Ends a session that is quiet; whoever calls has the turn.</summary>
    internal void Close(SessionMailbox mailbox, string reason)
    {
        if (mailbox.IsClosed)
            return;
        ServerSession session = mailbox.Session;
        mailbox.IsClosed = true;
        if (mailbox.Film is { Plays: > 0 } played)
            _delivery.Bye(played.Sending, reason);
        session.Release();
        _sessions.Remove(mailbox);
        _policer.LeaveSession(Subscriber.Of(session.Client.Address));
        _desk.Release(session.Id, _clock.Now);
        SessionSnapshot last = Snapshot(session);
        ByteCount bytes = new(last.Streams.Sum(stream => stream.Bytes));
        ControlLog.SessionClosed(_log, last.Id, reason, last.Streams.Sum(stream => stream.Packets), bytes);
        Verdict? verdict = mailbox.Film is { } film ? _monitors.Close(film, last, reason, _clock.Now) : null;
        if (verdict is not null)
            ContractLog.Judged(_log, last.Id, verdict);
        Witness.Closed(session, reason, verdict, _clock.Now);
    }

    /// <summary>What leaves follows a contract that its viewer has asked for; whoever calls has the turn.</summary>
    internal void Follow(SessionMailbox mailbox, SessionEffect.Changed changed)
    {
        if (mailbox.Session.Agreement.Latest is { } latest && latest.Contract.Generation == changed.Contract.Generation)
            Deliver(mailbox, latest);
    }

    /// <summary>What leaves follows another contract from its next key picture on; where nothing leaves, the next play does. Whoever calls
    /// has the turn.</summary>
    internal void Deliver(SessionMailbox mailbox, ContractChange change)
    {
        if (mailbox is { IsSending: true, Film: { } film })
            Run(_delivery.ChangeAsync(film.Sending, film.Command(change)));
    }

    /// <summary>Tells a client that knows of contracts that his has changed, while his connection is open.</summary>
    internal void Notify(ServerSession session, ContractChange change)
    {
        TimeSpan lease = _desk.Lease;
        if (session.KnowsContracts)
            Notifier(session.Control, session.Notice(change, lease < _options.Timeout ? lease : _options.Timeout));
    }

    /// <summary>Brings a request to the client at the other end of a connection, if that is still open.</summary>
    internal Action<long, RtspRequest> Notifier { get; set; } = static (_, _) => { };

    /// <summary>All ways of playing a session; none where it is not known.</summary>
    internal IReadOnlyList<OperatingPoint> LadderOf(SessionId id) => Find(id)?.Session.Agreement.Points ?? [];

    internal IReadOnlyList<SessionMailbox> All() => _sessions.All;

    internal SessionMailbox? Find(SessionId id) => _sessions.Find(id);

    /// <summary>Media that went over a connection ends with it; over UDP it goes on until the timeout. RFC 2326 §1.1, "a transport
    /// connection is no session".</summary>
    internal Task DisconnectAsync(long connection, IEnumerable<SessionMailbox> sessions) =>
        Task.WhenAll(sessions.Select(mailbox => FailAsync(mailbox, "its connection is gone", session => session.Uses(connection))));

    /// <summary>Ends sessions that have timed out, and plays on to viewers that are back.</summary>
    internal void Sweep(Instant now)
    {
        foreach (SessionMailbox mailbox in All())
        {
            // Some clients say nothing while media goes over their connection; one that no longer takes it is cut, and its sessions end.
            if (mailbox.Session is { State: SessionState.Playing, IsOverUdp: false })
                mailbox.Session.Hear(now);
            if (IsExpired(mailbox, now))
                Run(ExpireAsync(mailbox));
            else if (mailbox.IsBack)
                Run(ResumeAsync(mailbox));
        }
    }

    internal Task CloseAllAsync(string reason) => EndAsync(reason, static _ => true);

    /// <summary>What a send loop says: acted upon later, in turn, since the loop must not wait.</summary>
    internal void Ended(SessionMailbox mailbox, int play) => Run(EndedAsync(mailbox, play));

    internal void Silent(SessionMailbox mailbox, int play) => Run(MuteAsync(mailbox, play));

    internal void Failed(SessionMailbox mailbox, int play, string reason) =>
        Run(FailAsync(mailbox, reason, session => session.Plays == play));

    internal void Changed(SessionMailbox mailbox, int generation) => Run(ApplyAsync(mailbox, generation));

    internal void Heard(SessionMailbox mailbox) => mailbox.Session.Hear(_clock.Now);

    internal ControlCounters AddTo(ControlCounters counters) => counters with
    {
        Sessions = _sessions.Count,
        SessionsPlaying = _sessions.All.Count(mailbox => mailbox.Session.State == SessionState.Playing),
        SessionsOpened = Interlocked.Read(ref _opened),
        SessionsExpired = Interlocked.Read(ref _expired),
        SessionsFailed = Interlocked.Read(ref _failed),
    };

    private bool IsExpired(SessionMailbox mailbox, Instant now) => now - mailbox.Session.Heard > _options.Timeout;

    private async Task FailAsync(SessionMailbox mailbox, string reason, Func<ServerSession, bool> isDue)
    {
        if (await EndAsync(mailbox, reason, isDue))
            Interlocked.Increment(ref _failed);
    }

    private async Task ExpireAsync(SessionMailbox mailbox)
    {
        if (await EndAsync(mailbox, "timed out", _ => IsExpired(mailbox, _clock.Now)))
            Interlocked.Increment(ref _expired);
    }

    /// <summary>
    /// Whoever is gone without a word is sent no more; whoever only lost his reports is back with the next one, and misses some seconds.
    /// Media inside a connection stops by itself when nobody reads it.
    /// </summary>
    private async Task MuteAsync(SessionMailbox mailbox, int play)
    {
        using SessionMailbox.Turn turn = await mailbox.EnterAsync();
        ServerSession session = mailbox.Session;
        bool isMuted = mailbox.MutedAt is not null;
        if (mailbox.IsClosed || isMuted || session.Plays != play || session is not { State: SessionState.Playing, IsOverUdp: true })
            return;
        await QuietAsync(mailbox);
        mailbox.MutedAt = _clock.Now;
        ControlLog.Muted(_log, session.Id.Brief, (_clock.Now - session.Heard).TotalSeconds);
    }

    private async Task ResumeAsync(SessionMailbox mailbox)
    {
        using SessionMailbox.Turn turn = await mailbox.EnterAsync();
        if (mailbox.IsClosed || !mailbox.IsBack)
            return;
        mailbox.MutedAt = null;
        if (mailbox.Film is not { State: SessionState.Playing } film)
            return;
        film.Resume(_clock.Now);
        Start(mailbox);
    }

    private async Task ApplyAsync(SessionMailbox mailbox, int generation)
    {
        using SessionMailbox.Turn turn = await mailbox.EnterAsync();
        if (mailbox.IsClosed)
            return;
        mailbox.Session.Apply(generation, _clock.Now);
        mailbox.TellInForce(Witness, _clock.Now);
    }

    private async Task EndedAsync(SessionMailbox mailbox, int play)
    {
        using SessionMailbox.Turn turn = await mailbox.EnterAsync();
        if (!mailbox.IsClosed && mailbox.Film!.End(play))
            ControlLog.Ended(_log, mailbox.Session.Id.Brief, mailbox.Session.Path);
    }

    /// <summary>Waits for its turn, and ends the session if it is still to be ended by then.</summary>
    private async Task<bool> EndAsync(SessionMailbox mailbox, string reason, Func<ServerSession, bool> isDue)
    {
        using SessionMailbox.Turn turn = await mailbox.EnterAsync();
        if (mailbox.IsClosed || !isDue(mailbox.Session))
            return false;
        await QuietAsync(mailbox);
        Close(mailbox, reason);
        return true;
    }

    /// <summary>Lets work go on by itself; whatever goes wrong in it is logged, as nobody waits.</summary>
    internal async void Run(Task work)
    {
        try
        {
            await work;
        }
        catch (Exception e)
        {
            ControlLog.Broken(_log, e);
        }
    }

    /// <summary>By the id that logs and lists show.</summary>
    internal SessionMailbox? FindBrief(string id) => _sessions.All.FirstOrDefault(mailbox => mailbox.Session.Id.Brief == id);

    private SessionSnapshot Snapshot(ServerSession session) => SessionSnapshot.Of(session, _clock.Now, _clock.Time.GetUtcNow());
}
