using Streaming.Formats.Fec;
using Streaming.Formats.Rtp;
using Streaming.Player.Receiving;
using Streaming.Player.Sessions;

namespace Streaming.Player.Repair;

/// <summary>Mends one stream by asking for what is missing. RFC 4585 §6.2.1, RFC 4588.</summary>
/// <param name="payloadType">Of the stream.</param>
/// <param name="offer">What the server sends again, and for how long.</param>
/// <param name="prospect">What parity can do about a missing packet.</param>
/// <param name="inGroup">All receivers present at the same time, whatever a block of parity takes: what it brings later is of no
/// use.</param>
internal sealed class ResendRepair(
    byte payloadType, OfferedResend offer, ReceiveStream receive, MissingPackets missing,
    Func<SequenceNumber, Instant, FecProspect> prospect, bool inGroup)
{
    /// <summary>Nothing is known of how much the network overtakes itself before it has been watched.</summary>
    private static readonly TimeSpan FirstPatience = TimeSpan.FromMilliseconds(40);

    private static readonly TimeSpan LeastPatience = TimeSpan.FromMilliseconds(5);

    /// <summary>What is further out of order may be asked for in vain.</summary>
    private static readonly TimeSpan MostPatience = TimeSpan.FromMilliseconds(250);

    /// <summary>Asked for together, and so a little later than each alone: what reporting allows itself.</summary>
    private static readonly TimeSpan Batch = TimeSpan.FromMilliseconds(10);

    private Ssrc? _sender;
    private Ssrc? _source;
    private byte[] _original = [];
    private Instant _lookAt = Instant.Never;
    private int _known;

    /// <summary>Whether the server has set anything aside for it.</summary>
    public bool IsGranted { get; set; } = true;

    public RoundTrip RoundTrip { get; } = new();

    public long AskedFor { get; private set; }

    public long Asked { get; private set; }

    public long Resends { get; private set; }

    public long Needless { get; private set; }

    /// <summary>Packets of what a group had sent before we listened.</summary>
    public long Burst { get; private set; }

    public long Refused { get; private set; }

    /// <summary>When there may be something to ask for; only while it is known which play is on.</summary>
    public Instant Next => IsGranted && receive.IsOpen ? Instant.Max(_lookAt, receive.BurstUntil) : Instant.Never;

    /// <summary>From being free to ask for a packet to having it, as a rule.</summary>
    public TimeSpan Takes => IsGranted ? Batch + RoundTrip.Expected : TimeSpan.Zero;

    /// <summary>How long what is missing may only have been overtaken: a quarter more than what was overtaken lately.</summary>
    public TimeSpan PatienceAt(Instant now) => IsGranted
        ? new(Math.Clamp(missing.Overtaken.At(now).Ticks * 5 / 4, LeastPatience.Ticks, MostPatience.Ticks))
        : TimeSpan.Zero;

    /// <summary>By its payload type.</summary>
    public bool IsMeant(ReadOnlySpan<byte> datagram) => (datagram[1] & 0x7f) == offer.PayloadType;

    /// <summary>Something has come, and with it what is missing may have changed.</summary>
    public void Came(Instant now)
    {
        if (missing.All.Length > _known)
            _lookAt = Instant.Min(_lookAt, now);
        _known = missing.All.Length;
        if (_source == receive.Source)
            return;
        (_source, _sender) = (receive.Source, null);
        missing.Overtaken.Add(FirstPatience, now);
    }

    /// <summary>Takes what was sent again, if it was asked for; of a group that we have just joined, what it had sent before.</summary>
    public bool TryUnwrap(ReadOnlySpan<byte> datagram, Instant now, out ReadOnlySpan<byte> original, out PacketOrigin origin)
    {
        original = default;
        origin = PacketOrigin.Resend;
        if (_original.Length < datagram.Length)
            _original = new byte[datagram.Length];
        if (receive.Expected is not { } source || !RtpHeader.TryParse(datagram, out RtpHeader header, out _, out _)
            || (_sender is { } sender && header.Ssrc != sender)
            || !ResentPacket.TryUnwrap(datagram, payloadType, source, _original, out int length, out _)
            || !RtpHeader.TryParse(_original.AsSpan(0, length), out RtpHeader was, out _, out _))
        {
            Refused++;
            return false;
        }

        int place = receive.IndexOf(was.Sequence) is { } index ? missing.Find(index) : -1;
        bool isAsked = place >= 0 && missing.All[place].Asked > 0;
        if (!isAsked && now < receive.BurstUntil)
        {
            Burst++;
            origin = PacketOrigin.Burst;
            original = _original.AsSpan(0, length);
            return true;
        }

        (Resends, Needless) = (Resends + 1, Needless + (isAsked ? 0 : 1));
        if (!isAsked)
            return false;

        // Who answers what only the sender was asked is the sender. RFC 4588 §5.3.
        _sender = header.Ssrc;
        if (missing.All[place].Asked == 1)
            RoundTrip.Accept(now - missing.All[place].AskedAt);
        original = _original.AsSpan(0, length);
        return true;
    }

    /// <summary>Collects what is to be asked for now; it counts as asked.</summary>
    /// <returns>How many.</returns>
    public int Ask(Instant now, Span<SequenceNumber> numbers)
    {
        _lookAt = Instant.Never;
        int count = 0;
        foreach (ref MissingPacket packet in missing.All)
        {
            if (packet.IsGivenUp)
                continue;
            SequenceNumber number = receive.NumberOf(packet.Index);
            ResendSnapshot snapshot = Snapshot(packet, number, now);
            switch (ResendPolicy.Decide(snapshot, now))
            {
                case ResendVerb.Wait:
                    _lookAt = Instant.Min(_lookAt, ResendPolicy.NextDecision(snapshot, now));
                    break;
                case ResendVerb.Ask when count == numbers.Length:
                    _lookAt = now;
                    return count;
                case ResendVerb.Ask:
                    numbers[count++] = number;
                    AskedFor += packet.Asked == 0 ? 1 : 0;
                    Asked++;
                    packet.Asked++;
                    packet.AskedAt = now;
                    _lookAt = Instant.Min(_lookAt, now + RoundTrip.Retry);
                    break;
            }
        }

        return count;
    }

    private ResendSnapshot Snapshot(in MissingPacket packet, SequenceNumber number, Instant now)
    {
        Instant needed = receive.NeededBy(packet), kept = offer.Time is { } time ? packet.Since + time : Instant.Never;
        return new(
            packet.Since,
            needed,
            inGroup ? Instant.Min(kept, needed) : kept,
            prospect(number, now),
            packet.Asked,
            packet.AskedAt,
            PatienceAt(now),
            RoundTrip.Expected,
            RoundTrip.Retry);
    }
}
