using System.Net;
using Streaming.Formats.Rtsp;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Contracts;

namespace Streaming.Server.Sessions;

/// <summary>One viewer and what is set up for him: what a session on a film and one on a channel have in common. RFC 2326 §3.4.</summary>
/// <remarks>Changed by one request at a time; the shell sees to it. Everything public may be read from any thread, and is then a moment
/// old.</remarks>
public abstract class ServerSession
{
    private readonly string _address;
    private volatile SessionState _state = SessionState.Init;
    private volatile int _plays;
    private volatile Agreement _agreement = Agreement.None;
    private volatile bool _knowsContracts;
    private volatile bool _knowsChannels;
    private long _control;
    private long _heard;
    private int _notices;

    /// <param name="path">See <see cref="Path"/>.</param>
    private protected ServerSession(RequestContext opener, string path)
    {
        Id = opener.Fresh.Session;
        Path = path;
        Client = opener.Connection.Remote;
        User = opener.User;
        Opened = opener.Now;
        _address = $"rtsp://{opener.Connection.Local}/{path}";
        Meet(opener);
    }

    public SessionId Id { get; }

    /// <summary>What it plays, as its addresses name it.</summary>
    public string Path { get; }

    /// <summary>The connection that opened it; others from the same address may use it too.</summary>
    public IPEndPoint Client { get; }

    /// <summary>As the authoriser named him; empty for anybody.</summary>
    public string User { get; }

    public Instant Opened { get; }

    public SessionState State => _state;

    /// <summary>How often it has been played: what a send loop says about an earlier play is out of date.</summary>
    public int Plays => _plays;

    /// <summary>Everything about its contract, as it is at one moment; the properties below read the same.</summary>
    public Agreement Agreement
    {
        get => _agreement;
        private protected set => _agreement = value;
    }

    /// <summary>What it is granted; null before the first SETUP is answered.</summary>
    public OperatingPoint? Point => _agreement.Latest?.Point;

    public Contract? Contract => _agreement.Latest?.Contract;

    /// <summary>0 … 9; the smallest gives way first.</summary>
    public int Priority => Contract?.Priority ?? ReservationWish.DefaultPriority;

    /// <summary>Its client has listed the feature, and is told of changes.</summary>
    public bool KnowsContracts => _knowsContracts;

    /// <summary>Its client has listed the feature: of a channel it takes resends, bursts and parity.</summary>
    public bool KnowsChannels => _knowsChannels;

    /// <summary>The connection of its latest request: where its client is told of changes, while that is open.</summary>
    public long Control => Interlocked.Read(ref _control);

    /// <summary>The last sign of life, by RTSP or by RTCP.</summary>
    public virtual Instant Heard => new(Interlocked.Read(ref _heard));

    /// <summary>None of its media goes over a connection.</summary>
    public abstract bool IsOverUdp { get; }

    /// <summary>Called from any thread.</summary>
    public void Hear(Instant now)
    {
        for (long last = Interlocked.Read(ref _heard); last < now.Ticks; last = Interlocked.Read(ref _heard))
        {
            if (Interlocked.CompareExchange(ref _heard, now.Ticks, last) == last)
                return;
        }
    }

    /// <summary>Whether any of its media goes over that connection, and so ends with it.</summary>
    public abstract bool Uses(long connection);

    /// <summary>Where it is in what it plays.</summary>
    public abstract MediaTime Position(Instant now);

    /// <summary>A compound that has come inside a connection; false where it is not about this session.</summary>
    public abstract bool AcceptRtcp(ReadOnlySpan<byte> report, long connection, int channel, Instant now);

    /// <summary>Lets go of what it plays. Nothing may be sent any more.</summary>
    public abstract void Release();

    /// <summary>Another contract in place of the one it has, reserved already. Of a film that plays, delivery is to be given
    /// <see cref="FilmSession.Command"/>; otherwise the next PLAY sees to it. It is in force when delivery has said so: see
    /// <see cref="Apply"/>.</summary>
    /// <param name="reason">For the client and the log.</param>
    public ContractChange Change(OperatingPoint point, Contract contract, string reason, Instant now)
    {
        ContractChange change = new(point, contract, reason, now, null);
        _agreement = _agreement.With(change);
        return change;
    }

    /// <summary>From now on what leaves follows the contract of that generation: delivery has switched.</summary>
    public void Apply(int generation, Instant now) => _agreement = _agreement.Apply(generation, now);

    /// <summary>The request by which the client is told that its contract has changed: SET_PARAMETER with no body.</summary>
    public RtspRequest Notice(ContractChange change, TimeSpan lease)
    {
        RtspRequest request = Notice(change.Reason);
        request.Headers.Add("Contract", new ContractText(change.Contract, change.Point.Name, lease).Format());
        return request;
    }

    /// <summary>A session found by its id is no proof of anything: whoever uses it must come from the address that opened it, as the same
    /// user.</summary>
    internal bool BelongsTo(ConnectionFacts connection, string user) =>
        connection.Client.Equals(ConnectionFacts.Unmapped(Client.Address)) && user == User;

    /// <summary>A request of its client: a sign of life, and where to answer him.</summary>
    internal void Meet(RequestContext context)
    {
        Hear(context.Now);
        Interlocked.Exchange(ref _control, context.Connection.Id);
        _knowsContracts |= Features.KnowsContracts(context.Request);
        _knowsChannels |= Features.KnowsChannels(context.Request);
    }

    /// <summary>Why a request is not valid now, for people; null where it is.</summary>
    internal virtual string? WhyNot(string method) =>
        SessionTransitions.After(_state, method) is null ? $"the session is {_state}" : null;

    internal void Advance(string method)
    {
        SessionState? next = SessionTransitions.After(_state, method);
        Invariant.That(next is not null, "a request that the state does not allow is refused before it acts");
        _state = next.Value;
        if (next == SessionState.Playing)
            _plays++;
    }

    /// <summary>A request of the server's to its client: SET_PARAMETER with no body.</summary>
    private protected RtspRequest Notice(string reason)
    {
        RtspRequest request = new() { Method = RtspMethod.SetParameter, Uri = _address };
        request.Headers.Add("CSeq", $"{Interlocked.Increment(ref _notices)}");
        request.Headers.Add("Session", $"{Id}");
        request.Headers.Add("Reason", Replies.Line(reason));
        return request;
    }
}
