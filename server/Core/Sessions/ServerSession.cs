using System.Net;
using Streaming.Formats.Media;
using Streaming.Formats.Rtsp;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Catalogue;
using Streaming.Server.Contracts;
using Streaming.Server.Sending;

namespace Streaming.Server.Sessions;

/// <summary>One viewer of one title: what is set up, where it stands, and whose it is. RFC 2326 §3.4.</summary>
/// <remarks>
/// Changed by one request at a time; the shell sees to it. Everything public may be read from any thread, and is then a moment old.
/// While it plays, <see cref="Sending"/> belongs to a send loop.
/// </remarks>
public sealed class ServerSession
{
    private readonly OpenTitle _film;
    private readonly string _address;
    private volatile IReadOnlyList<SessionStream> _streams = [];
    private volatile SessionState _state = SessionState.Init;
    private volatile int _plays;
    private volatile Agreement _agreement = Agreement.None;
    private volatile bool _knowsContracts;
    private long _control;
    private long _heard;
    private int _notices;

    internal ServerSession(OpenTitle film, RequestContext opener, string canonicalName)
    {
        _film = film;
        Id = opener.Fresh.Session;
        Client = opener.Connection.Remote;
        User = opener.User;
        Opened = opener.Now;
        Sending = new(opener.Now, opener.Fresh.Wall, canonicalName, opener.Fresh.Seed);
        _address = $"rtsp://{opener.Connection.Local}/{film.Index.Title.Id}";
        Meet(opener);
    }

    public SessionId Id { get; }

    public Title Title => _film.Index.Title;

    /// <summary>The connection that opened it; others from the same address may use it too.</summary>
    public IPEndPoint Client { get; }

    /// <summary>As the authoriser named him; empty for anybody.</summary>
    public string User { get; }

    public Instant Opened { get; }

    public SessionState State => _state;

    public SendSession Sending { get; }

    public IReadOnlyList<SessionStream> Streams => _streams;

    /// <summary>How often it has been played: what a send loop says about an earlier play is out of date.</summary>
    public int Plays => _plays;

    /// <summary>Where the play under way, or the last one, ends; null: with the film.</summary>
    public MediaTime? Until { get; private set; }

    /// <summary>How the play under way, or the last one, goes through the film.</summary>
    public PlayPace Pace { get; private set; }

    /// <summary>Everything about its contract, as it is at one moment; the properties below read the same.</summary>
    public Agreement Agreement => _agreement;

    /// <summary>What its viewer asked for.</summary>
    public FlowSpec Asked => _agreement.Asked;

    /// <summary>Its ladder: all ways of playing it that would serve its viewer, the best first.</summary>
    public IReadOnlyList<OperatingPoint> Points => _agreement.Points;

    /// <summary>What it is granted; null before the first SETUP is answered.</summary>
    public OperatingPoint? Point => _agreement.Latest?.Point;

    public Contract? Contract => _agreement.Latest?.Contract;

    /// <summary>0 … 9; the smallest gives way first.</summary>
    public int Priority => Contract?.Priority ?? ReservationWish.DefaultPriority;

    /// <summary>Its client has listed the feature, and is told of changes.</summary>
    public bool KnowsContracts => _knowsContracts;

    /// <summary>The connection of its latest request: where its client is told of changes, while that is open.</summary>
    public long Control => Interlocked.Read(ref _control);

    /// <summary>The film has been sent to its end: there is nothing to go on with.</summary>
    public bool IsPlayedOut => _state != SessionState.Playing && Sending.AtEnd && !(Until < MediaTime.Zero + Title.Duration);

    /// <summary>The last sign of life, by RTSP or by RTCP.</summary>
    public Instant Heard => new(Interlocked.Read(ref _heard));

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
    public bool Uses(long connection) => _streams.Any(stream => stream.Connection == connection);

    /// <summary>The end of the film, or of the range, of play number <paramref name="play"/>: false where another has begun
    /// since.</summary>
    public bool End(int play)
    {
        if (play != _plays || _state != SessionState.Playing)
            return false;
        _state = SessionState.Ready;
        return true;
    }

    /// <summary>Goes on from where it was stopped, as another play, after a stop the viewer did not ask for.</summary>
    public void Resume(Instant now)
    {
        Prepare(new(null, Until) { Pace = Pace }, now);
        Advance(RtspMethod.Play);
    }

    /// <summary>Another contract in place of the one it has, reserved already. While it plays, delivery is to be given
    /// <see cref="Command"/>; otherwise the next PLAY sees to it. It is in force when delivery has said so: see
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

    /// <summary>What delivery is told about a change: what each stream sends from then on, and by which plan.</summary>
    public SendChange Command(ContractChange change)
    {
        List<StreamChange> streams = [];
        foreach (SessionStream stream in _streams)
        {
            StreamChoice choice = change.Point.Streams.First(one => one.SetupTrack == stream.Track.Id);
            TrackIndex? index = choice.Track == stream.Track.Id ? stream.Setup.Index : Index(choice.Track);
            Invariant.That(index is not null, "a point is made of the title's own tracks");
            SendingPlan? plan = StreamTraffic.PlanFor(index, change.Point.Buffer);
            ParityLayout layout = change.Point.Protection.FirstOrDefault(one => one.Track == stream.Track.Id).Layout;
            streams.Add(new(stream.Sending, index, Film(choice.Track), plan, choice.Mode)
            {
                Protection = stream.Setup.HasParity ? layout : null,
            });
        }

        return new(change.Contract, streams) { Resend = change.Point.Resend };
    }

    /// <summary>The request by which the client is told that its contract has changed: SET_PARAMETER with no body.</summary>
    public RtspRequest Notice(ContractChange change, TimeSpan lease)
    {
        RtspRequest request = new() { Method = RtspMethod.SetParameter, Uri = _address };
        request.Headers.Add("CSeq", $"{Interlocked.Increment(ref _notices)}");
        request.Headers.Add("Session", $"{Id}");
        request.Headers.Add("Contract", new ContractText(change.Contract, change.Point.Name, lease).Format());
        request.Headers.Add("Reason", Replies.Line(change.Reason));
        return request;
    }

    /// <summary>Lets go of the film. Nothing may be sent any more.</summary>
    public void Release() => _film.Dispose();

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
    }

    internal bool Allows(string method) => SessionTransitions.After(_state, method) is not null;

    internal void Advance(string method)
    {
        SessionState? next = SessionTransitions.After(_state, method);
        Invariant.That(next is not null, "a request that the state does not allow is refused before it acts");
        _state = next.Value;
        if (next == SessionState.Playing)
            _plays++;
    }

    internal SessionStream? Find(int trackId) => _streams.FirstOrDefault(stream => stream.Track.Id == trackId);

    /// <summary>What it would be asked for with these streams.</summary>
    internal Bid Bid(IReadOnlyList<StreamSetup> streams, FlowSpec asked, int? wanted, Instant now)
    {
        PlaySpeed speed = _agreement.Speed;
        TimeSpan left = (Title.Duration - (Sending.Position(now) - MediaTime.Zero)) / speed;
        IPAddress client = ConnectionFacts.Unmapped(Client.Address);
        TimeSpan? ends = left > TimeSpan.Zero ? left : null;
        return new(Id, client, _film.Index, streams, asked, wanted, _agreement.NextGeneration, ends) { Speed = speed, Held = Point };
    }

    /// <summary>As it is, but for what its viewer asks.</summary>
    internal Bid Bid(FlowSpec asked, Instant now) => Bid([.. _streams.Select(stream => stream.Setup)], asked, null, now);

    /// <summary>Takes what was granted.</summary>
    internal ContractChange Agree(Deal deal, string reason, Instant now)
    {
        Invariant.That(deal.Answer is ReservationAnswer.Granted);
        ReservationAnswer.Granted granted = (ReservationAnswer.Granted)deal.Answer;
        _agreement = _agreement with { Asked = deal.Asked, Points = deal.Points, Speed = deal.Speed };
        return Change(granted.Point, granted.Contract, reason, now);
    }

    /// <summary>Gets ready to play as was agreed on last.</summary>
    internal PlayPoint Prepare(PlayWish wish, Instant now)
    {
        if (_agreement.Pending is { } pending)
            Sending.Change(Command(pending), now);

        // At another speed, what was agreed on must leave from the first packet on: the old rendition would not fit into its contract.
        bool isOther = wish.Pace.Speed != Pace.Speed && Sending.Streams.Any(static stream => stream.IsChanging);
        PlayPoint point = Sending.Prepare(wish with { IsAnew = isOther }, now);
        if (Sending.TryTakeChange(out ChangePoint? change))
            Apply(change.Generation, now);
        (Pace, Until) = (point.Pace, wish.To);
        return point;
    }

    internal TrackIndex? Index(int trackId) => _film.Index.Find(trackId);

    internal IByteSource Film(int trackId) => _film.Film(trackId);

    internal void Add(SessionStream stream) => _streams = [.. _streams, stream];

    /// <summary>The same stream with other parity, or with none any more.</summary>
    internal void Replace(SessionStream stream, SessionStream other) => _streams = [.. _streams.Select(one => one == stream ? other : one)];

    internal void Unprotect(SessionStream stream)
    {
        Sending.Unprotect(stream.Sending);
        Replace(stream, stream with { Setup = stream.Setup with { HasParity = false }, Parity = null });
    }

    internal void Remove(SessionStream stream)
    {
        Sending.Remove(stream.Sending);
        _streams = [.. _streams.Where(other => other != stream)];
    }
}
