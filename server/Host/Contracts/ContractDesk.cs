using Streaming.Qos.Admission;
using Streaming.Qos.Booking;
using Streaming.Qos.FlowSpecs;
using Streaming.Qos.Renegotiation;
using Streaming.Qos.Reservation;
using Streaming.Server.Contracts;
using Streaming.Server.Host.Control;
using Streaming.Server.Sessions;

namespace Streaming.Server.Host.Contracts;

/// <summary>Where all sessions of this server ask for contracts: links, machine and bookings behind one short lock.</summary>
/// <remarks>
/// What it decides by itself (somebody gives way, a lease runs out) is reserved at once; the sessions concerned are handed out by
/// <see cref="TakeMoved"/>, and whoever looks after them has them follow. Asking twice does no harm: the desk says what a session holds,
/// not what to do.
/// </remarks>
internal sealed class ContractDesk : IContractDesk
{
    private readonly Lock _gate = new();
    private readonly ControlClock _clock;
    private readonly StandingBook _book;
    private readonly ChannelBook _channels;
    private DeskCounters _counters = new();

    public ContractDesk(NetworkOptions options, ControlClock clock)
    {
        _clock = clock;
        _book = new(new(options), session => Ladders(session));
        _channels = new(_book);
        _book.Yields = _channels.EndBursts;
        Bookings = new(this, clock);
        Channels = new(this, _channels);
    }

    /// <summary>What is booked ahead.</summary>
    public BookingDesk Bookings { get; }

    /// <summary>What groups hold.</summary>
    public ChannelDesk Channels { get; }

    /// <summary>All ways of playing a session, the best first: what it may be moved to. Asked under the lock; must not call back.</summary>
    public Func<SessionId, IReadOnlyList<OperatingPoint>> Ladders { get; set; } = static _ => [];

    public TimeSpan Lease => Options.Lease;

    public NetworkOptions Options => Under(static book => book.Links.Options);

    public DeskCounters Counters => Under(book => _counters with { Reservations = book.Links.Ledger.Leases });

    /// <summary>Rates that an operator has changed.</summary>
    public IReadOnlyList<LinkChange> Changes => Under(static book => (LinkChange[])[.. book.Links.Changes]);

    public ReservationAnswer Reserve(ReservationWish wish, Instant now) => Under(
        book =>
        {
            ReservationAnswer answer = Answer(book, wish, isMeant: true, now);
            _counters = answer is ReservationAnswer.Refused refused
                ? _counters.Refuse(refused.Limit)
                : _counters with { Granted = _counters.Granted + 1 };
            return answer;
        },
        now);

    public ReservationAnswer Ask(ReservationWish wish, Instant now) => Under(book => Answer(book, wish, isMeant: false, now), now);

    public bool Refresh(SessionId session, Instant now) =>
        Under(book => book.Find(session) is { } standing && book.Links.Ledger.Refresh(standing.Flow, now), now);

    public void Release(SessionId session, Instant now) => Under(
        book =>
        {
            _channels.Release(session, now);
            return book.Release(session, now);
        },
        now);

    /// <summary>What all sessions hold, in no order.</summary>
    public IReadOnlyList<Standing> Everybody() => Under(static book => (Standing[])[.. book.Everybody]);

    /// <summary>What a session holds; null where that is nothing.</summary>
    public Standing? Find(SessionId session) => Under(book => book.Find(session));

    /// <summary>The sessions that hold something else than they asked for since this was asked last, or nothing any more.</summary>
    public IReadOnlyList<Standing> TakeMoved() => Under(static book => book.TakeMoved());

    /// <summary>The best of some points that there is room for now, what the session holds counted as free; null where there is
    /// none.</summary>
    public int? Fits(SessionId session, IReadOnlyList<OperatingPoint> points, Instant now) => Under(
        book =>
        {
            if (book.Find(session) is not { } standing)
                return null;
            foreach (OperatingPoint point in points)
            {
                if (point == standing.Point
                    || book.Links.Ledger.Ask(standing.Flow, book.Request(standing.Wish, point), now) is AdmissionDecision.Admitted)
                {
                    return point.Level;
                }
            }

            return (int?)null;
        },
        now);

    /// <summary>Reserves another point for a session by the server's own cause; false where there is no room for it.</summary>
    public bool TryMove(SessionId session, OperatingPoint point, MoveReason why, string reason, Instant now) =>
        Under(book => book.Find(session) is { } standing && book.TryMove(standing, point, why, reason, now), now);

    /// <summary>A link carries more or less from now on; whoever has no room any more is moved, and can be taken. False where there is no
    /// such link.</summary>
    public bool ChangeRate(string link, BitRate rate, Instant now) => Under(
        book =>
        {
            bool isThere = book.Links.Change(link, rate, now);
            Shrink(now);
            return isThere;
        },
        now);

    /// <summary>What was configured has changed: nobody is lost, and whoever has no room any more is moved.</summary>
    public void Configure(NetworkOptions options, Instant now) => Under(
        book =>
        {
            if (options.HasSameShape(book.Links.Options))
                book.Links.Adopt(options, now);
            else
                book.MoveTo(options, book.Links.Book, Reading(now), () => _channels.MoveTo(now));
            Shrink(now);
            return true;
        },
        now);

    /// <summary>Rates that an operator had changed before the server was started.</summary>
    public void Restore(IEnumerable<LinkChange> changes) => Under(
        book =>
        {
            foreach (LinkChange change in changes)
                book.Links.Restore(change, _clock.Now);
            return true;
        },
        _clock.Now);

    /// <summary>What of each session passes over the links, as it was measured.</summary>
    public void Measured(IReadOnlyList<(SessionId Session, BitRate Used)> sessions) => Under(book =>
    {
        BitRate[] used = new BitRate[book.Links.Topology.Links.Length];
        foreach ((SessionId session, BitRate rate) in sessions)
        {
            foreach (int link in book.Find(session) is { } standing ? book.Links.PathTo(standing.Wish.Client) : [])
                used[link] += rate;
        }

        for (int link = 0; link < used.Length; link++)
            book.Links.Ledger.Measured(link, used[link]);
        return true;
    });

    public IReadOnlyList<LinkUsage> Usage() =>
        Under(static book => (LinkUsage[])[.. book.Links.Topology.Links.Select(link => book.Links.Ledger.UsageOf(link.Index))]);

    /// <summary>Ends what is over by now.</summary>
    public void Advance(Instant now) => Under(static _ => true, now);

    internal ClockReading Reading(Instant now) => new(now, _clock.Time.GetUtcNow());

    /// <summary>One step under the lock; with a time, what happened by then is seen to before and after.</summary>
    internal T Under<T>(Func<StandingBook, T> step, Instant? now = null)
    {
        lock (_gate)
        {
            if (now is { } before)
                Settle(before);
            T result = step(_book);
            if (now is { } after)
                Settle(after);
            return result;
        }
    }

    /// <summary>Whoever has no room any more gives way: viewers of their own streams first, since a group stands for many.</summary>
    private void Shrink(Instant now)
    {
        _book.Shrink(now);
        _channels.Shrink(now);
    }

    private void Settle(Instant now)
    {
        LinkTable links = _book.Links;
        _channels.Advance(now);
        links.Ledger.Advance(now);
        while (links.Ledger.TryTake(out ReservationEvent happened))
        {
            links.Book.Accept(happened, Reading(now));
            if (happened.Kind != ReservationEventKind.Expired)
                continue;

            // Its session is not ended by that: it may come back, and ask again.
            _book.Forget(happened.Flow);
            _counters = _counters with { Expired = _counters.Expired + 1 };
        }

        Bookings.Collect(links.Book);
    }

    private static ReservationAnswer Answer(StandingBook book, ReservationWish wish, bool isMeant, Instant now)
    {
        if (wish.Asked.Booking is { } booking && !(BookingId.TryParse(booking, out FlowId id) && book.Links.Book.IsFor(id, wish.Client)))
        {
            string why = $"there is no booking '{booking}' for your address now";
            return new ReservationAnswer.Refused("booking", why, booking, "", null, null);
        }

        FlowId flow = book.FlowOf(wish.Session);
        AdmissionDecision? first = null;
        foreach (OperatingPoint point in wish.Points)
        {
            AdmissionDecision decision = book.Admit(flow, book.Request(wish, point), wish.Priority, isMeant, now);
            if (decision is AdmissionDecision.Admitted admitted)
            {
                Contract contract = wish.Promise(point, admitted.Reserved, admitted.DelayBound);
                if (isMeant)
                    book.Grant(new(flow, wish, point, contract, book.Find(wish.Session)?.Since ?? now));
                return new ReservationAnswer.Granted(point, contract);
            }

            first ??= decision;
        }

        if (first is not AdmissionDecision.Refused refused)
            return new ReservationAnswer.Refused("flow", $"no flow is like that: {first}", "", "", null, null);
        TimeSpan? later = book.Links.Ledger.Later(book.Request(wish, wish.Points[0]), now);
        return new ReservationAnswer.Refused(
            refused.Limit.Name, $"{refused}", Header(refused.Asked), Header(refused.Available), null, later);
    }

    /// <summary>Without the blank in front of the unit, as rates are written in headers.</summary>
    internal static string Header(Amount amount) => amount.ToString().Replace(" ", "", StringComparison.Ordinal);
}
