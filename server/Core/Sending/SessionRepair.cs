using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtp;

namespace Streaming.Server.Sending;

/// <summary>What mends the streams of one session, and when it leaves: parity behind the media it is made of; parity that was set free
/// together, and packets sent again, where nothing else is due.</summary>
internal sealed class SessionRepair(Outlet outlet)
{
    /// <summary>Requests are looked at so often and no more: 64 entries of 17 packets take 15 µs at most, and a flood of them less than a
    /// hundredth of a processor.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(2);

    private readonly ResendQueue _waiting = new(outlet);
    private Instant _looked;
    private int _isCalled;

    /// <summary>Whether the sender is to be woken for what was asked; says so once, until it has looked. From any thread.</summary>
    public bool TryCall(ReadOnlySpan<SendStream> streams) =>
        Volatile.Read(ref _isCalled) == 0 && IsAsked(streams) && Interlocked.Exchange(ref _isCalled, 1) == 0;

    /// <summary>Whether parity that was set free together is still to leave.</summary>
    public static bool HasFreed(ReadOnlySpan<SendStream> streams)
    {
        foreach (SendStream stream in streams)
        {
            if (stream.Repair?.Stage is { Freed: > 0 })
                return true;
        }

        return false;
    }

    /// <summary>Sends the parity that has come in its turn, ahead of everything else.</summary>
    /// <returns>When the next of it may leave, where it must wait; null: none is left.</returns>
    public Instant? SendParity(ReadOnlySpan<SendStream> streams, Instant now, IPacketSink sink)
    {
        foreach (SendStream stream in streams)
        {
            if (stream.Repair?.Stage is not { } parity)
                continue;
            for (int size = parity.Ready; size > 0; size = parity.Ready)
            {
                if (!outlet.Takes(size))
                {
                    parity.Drop();
                    continue;
                }

                Instant room = outlet.EarliestFor(1, now);
                if (room > now)
                    return room;
                if (!outlet.TryPass(size, isReport: false, parity.IsHeld, now))
                {
                    parity.IsHeld = true;
                    return outlet.ClearedAt(size, isReport: false, now);
                }

                sink.Whole(parity.Stream, parity.Take(now), now);
            }
        }

        return null;
    }

    /// <summary>Nothing of the schedule is due, and nothing is held back: what else there is to do is done.</summary>
    /// <returns>When there will be more; <paramref name="now"/> where there may be more at once.</returns>
    public Instant Idle(ReadOnlySpan<SendStream> streams, Instant now, IPacketSink sink)
    {
        Instant next = Instant.Never;
        foreach (SendStream stream in streams)
        {
            if (stream.Repair?.Stage is not { } parity)
                continue;
            while (parity.Freed > 0 && !outlet.Takes(parity.Freed))
                parity.Drop();
            bool isOver = stream.Departure == Instant.Never && parity.ClosesAt != Instant.Never;
            if (isOver || parity.ClosesAt <= now)
            {
                parity.Close();
                return now;
            }

            Instant freed = NextFreed(parity, now);
            if (freed <= now)
            {
                bool passes = outlet.TryPass(parity.Freed, isReport: false, wasHeld: false, now);
                Invariant.That(passes);
                sink.Whole(parity.Stream, parity.Take(now), now);
                return now;
            }

            next = Instant.Min(next, Instant.Min(parity.ClosesAt, freed));
        }

        if (IsAsked(streams))
        {
            if (now - _looked >= Patience)
                TakeRequests(streams, now);
            else
                next = Instant.Min(next, _looked + Patience);
        }

        Instant resend = _waiting.Next(now);
        if (resend > now)
            return Instant.Min(next, resend);
        _waiting.Send(now, sink);
        return now;
    }

    private static bool IsAsked(ReadOnlySpan<SendStream> streams)
    {
        foreach (SendStream stream in streams)
        {
            if (stream.Repair is { Log: not null, Asked.IsEmpty: false })
                return true;
        }

        return false;
    }

    private Instant NextFreed(ParityStage parity, Instant now) => parity.Freed is > 0 and int size
        ? Instant.Max(parity.FreedAt, Instant.Max(outlet.EarliestFor(1, now), outlet.ClearedAt(size, isReport: false, now)))
        : Instant.Never;

    private void TakeRequests(ReadOnlySpan<SendStream> streams, Instant now)
    {
        _looked = now;

        // What comes from here on calls again.
        Interlocked.Exchange(ref _isCalled, 0);
        foreach (SendStream stream in streams)
        {
            if (stream.Repair is not { Log: { } log, Asked: { } asked })
                continue;
            TimeSpan? roundTrip = stream.Receptions.RoundTrip;
            for (int i = 0; i < RequestQueue.Limit && asked.TryTake(out NackEntry entry); i++)
            {
                foreach (SequenceNumber number in entry)
                    Take(log, number, roundTrip, now);
            }
        }
    }

    private void Take(ResendLog log, SequenceNumber number, TimeSpan? roundTrip, Instant now)
    {
        if (log.Check(number, roundTrip, now, out long packet) is ResendRefusal reason)
            log.Refuse(reason);
        else if (_waiting.TryAdd(log, packet, now))
            log.Wait(packet);
        else
            log.Refuse(ResendRefusal.NoBudget);
    }
}
