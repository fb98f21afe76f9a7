using System.Net;
using Streaming.Formats.Media;
using Streaming.Formats.Rtsp;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Catalogue;
using Streaming.Server.Contracts;
using Streaming.Server.Sending;

namespace Streaming.Server.Sessions;

/// <summary>One viewer of one title.</summary>
/// <remarks>While it plays, <see cref="Sending"/> belongs to a send loop.</remarks>
public sealed class FilmSession : ServerSession
{
    private readonly OpenTitle _film;
    private volatile IReadOnlyList<SessionStream> _streams = [];

    internal FilmSession(OpenTitle film, RequestContext opener, string canonicalName)
        : base(opener, film.Index.Title.Id)
    {
        _film = film;
        Sending = new(opener.Now, opener.Fresh.Wall, canonicalName, opener.Fresh.Seed);
    }

    public Title Title => _film.Index.Title;

    public SendSession Sending { get; }

    public IReadOnlyList<SessionStream> Streams => _streams;

    /// <summary>Where the play under way, or the last one, ends; null: with the film.</summary>
    public MediaTime? Until { get; private set; }

    /// <summary>How the play under way, or the last one, goes through the film.</summary>
    public PlayPace Pace { get; private set; }

    /// <summary>What its viewer asked for.</summary>
    public FlowSpec Asked => Agreement.Asked;

    /// <summary>Its ladder: all ways of playing it that would serve its viewer, the best first.</summary>
    public IReadOnlyList<OperatingPoint> Points => Agreement.Points;

    public override bool IsOverUdp => _streams.All(stream => stream.Connection is null);

    /// <summary>The film has been sent to its end: there is nothing to go on with.</summary>
    public bool IsPlayedOut => State != SessionState.Playing && Sending.AtEnd && !(Until < MediaTime.Zero + Title.Duration);

    public override bool Uses(long connection) => _streams.Any(stream => stream.Connection == connection);

    public override MediaTime Position(Instant now) => Sending.Position(now);

    /// <summary>A report goes to the streams that share its channel.</summary>
    public override bool AcceptRtcp(ReadOnlySpan<byte> report, long connection, int channel, Instant now)
    {
        bool isItsChannel = false;
        foreach (SessionStream stream in _streams)
            isItsChannel |= stream.Connection == connection && stream.Transport.Interleaved?.Rtcp == channel;
        return isItsChannel && Sending.AcceptRtcp(report, now);
    }

    /// <summary>The end of the film, or of the range, of play number <paramref name="play"/>: false where another has begun
    /// since.</summary>
    public bool End(int play)
    {
        if (play != Plays || State != SessionState.Playing)
            return false;
        Advance(RtspMethod.Pause);
        return true;
    }

    /// <summary>Goes on from where it was stopped, as another play, after a stop the viewer did not ask for.</summary>
    public void Resume(Instant now)
    {
        Prepare(new(null, Until) { Pace = Pace }, now);
        Advance(RtspMethod.Play);
    }

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

    /// <summary>Lets go of the film. Nothing may be sent any more.</summary>
    public override void Release() => _film.Dispose();

    internal SessionStream? Find(int trackId) => _streams.FirstOrDefault(stream => stream.Track.Id == trackId);

    /// <summary>What it would be asked for with these streams.</summary>
    internal Bid Bid(IReadOnlyList<StreamSetup> streams, FlowSpec asked, int? wanted, Instant now)
    {
        PlaySpeed speed = Agreement.Speed;
        TimeSpan left = (Title.Duration - (Sending.Position(now) - MediaTime.Zero)) / speed;
        IPAddress client = ConnectionFacts.Unmapped(Client.Address);
        TimeSpan? ends = left > TimeSpan.Zero ? left : null;
        return new(Id, client, _film.Index, streams, asked, wanted, Agreement.NextGeneration, ends) { Speed = speed, Held = Point };
    }

    /// <summary>As it is, but for what its viewer asks.</summary>
    internal Bid Bid(FlowSpec asked, Instant now) => Bid([.. _streams.Select(stream => stream.Setup)], asked, null, now);

    /// <summary>Takes what was granted.</summary>
    internal ContractChange Agree(Deal deal, string reason, Instant now)
    {
        Invariant.That(deal.Answer is ReservationAnswer.Granted);
        ReservationAnswer.Granted granted = (ReservationAnswer.Granted)deal.Answer;
        Agreement = Agreement with { Asked = deal.Asked, Points = deal.Points, Speed = deal.Speed };
        return Change(granted.Point, granted.Contract, reason, now);
    }

    /// <summary>Gets ready to play as was agreed on last.</summary>
    internal PlayPoint Prepare(PlayWish wish, Instant now)
    {
        if (Agreement.Pending is { } pending)
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
