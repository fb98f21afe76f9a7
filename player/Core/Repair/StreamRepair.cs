using Streaming.Formats.Fec;
using Streaming.Formats.Rtp;
using Streaming.Player.Receiving;
using Streaming.Player.Sessions;

namespace Streaming.Player.Repair;

/// <summary>The stage in front of a stream's receiving part: tells media, parity and what is sent again apart, and hands on what repair
/// makes of them.</summary>
/// <remarks>
/// Contract: every datagram goes through <see cref="Accept"/>; when <see cref="Next"/> has come, <see cref="Ask"/> and report it. Media
/// passes at once. What belongs to an earlier play is known by its number and dropped by <see cref="ReceiveStream"/>: numbers go on over
/// every play, and so does parity.
/// </remarks>
public sealed class StreamRepair
{
    /// <summary>How often what repair takes is looked at.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    /// <summary>256 × 1 400 B = 360 kB: what a burst of 20 Mbit/s brings while the answer to PLAY is held up for 150 ms.</summary>
    private const int MostEarly = 256;

    private readonly ReceiveStream _receive;
    private readonly Action<Instant> _drain;
    private readonly Action<TimeSpan>? _takes;
    private readonly ParityRepair? _parity;
    private readonly ResendRepair? _resend;
    private Instant _nextTick;
    private readonly Queue<byte[]> _early = new();
    private long _strays;
    private TimeSpan _told;

    /// <param name="receive">Made with <see cref="ReceiveStream.Missing"/> where anything can be repaired.</param>
    /// <param name="drain">Takes what the receiving part has, after every packet.</param>
    /// <param name="takes">Told how long repair takes, when that has changed; null: nobody waits for it.</param>
    internal StreamRepair(StreamSetup setup, ReceiveStream receive, Action<Instant> drain, Action<TimeSpan>? takes)
    {
        (_receive, _drain, _takes) = (receive, drain, takes);
        byte payloadType = setup.Track.Payload!.PayloadType;
        if (receive.Missing is not { } missing)
            return;
        if (setup.Parity is { } parity)
            _parity = new(payloadType, setup.Track.Payload.Clock, parity);
        if (setup.Resend is { } resend)
            _resend = new(payloadType, resend, receive, missing, Prospect, setup.IsMulticast);
    }

    /// <summary>Whether there is anything to repair with.</summary>
    public bool IsPossible => _parity is not null || _resend is not null;

    /// <summary>When there may be something to ask for.</summary>
    public Instant Next => _resend?.Next ?? Instant.Never;

    /// <summary>A datagram of whatever kind has come to the stream's port.</summary>
    public void Accept(ReadOnlySpan<byte> datagram, Instant now)
    {
        if (datagram.Length < RtpHeader.Size || _receive.Missing is null)
            Media(datagram, now);
        else if (_parity is not null && _parity.IsMeant(datagram))
            _parity.AcceptParity(datagram, now);
        else if (_resend is null || !_resend.IsMeant(datagram))
            Media(datagram, now);
        else if (_resend.TryUnwrap(datagram, now, out ReadOnlySpan<byte> original, out PacketOrigin origin))
            Mended(original, origin, now);
        while (_parity is not null && _parity.TryTake(out ReadOnlySpan<byte> recovered))
        {
            _receive.AcceptRepaired(recovered, PacketOrigin.Parity, now);
            _drain(now);
        }

        _resend?.Came(now);
        Tell(now);
    }

    /// <summary>A datagram has come to the port where only what is sent again is to come: all else is no business of the stream.</summary>
    public void AcceptResent(ReadOnlySpan<byte> datagram, Instant now)
    {
        if (datagram.Length < RtpHeader.Size || _resend is null || !_resend.IsMeant(datagram))
            _strays++;
        else if (_receive.HasBegun)
            Accept(datagram, now);
        else if (_early.Count < MostEarly)
            _early.Enqueue(datagram.ToArray());
    }

    /// <summary>PLAY is answered: what has overtaken the answer is taken now, as it lies before what the group has brought
    /// already.</summary>
    public void Begun(Instant now)
    {
        while (_early.TryDequeue(out byte[]? datagram))
            Accept(datagram, now);
    }

    /// <summary>What is to be asked for now; it counts as asked.</summary>
    /// <returns>How many.</returns>
    public int Ask(Instant now, Span<SequenceNumber> numbers) => _resend?.Ask(now, numbers) ?? 0;

    /// <summary>Another contract is in force.</summary>
    /// <param name="parity">Whether it promises any.</param>
    /// <param name="resends">Whether it sets anything aside for what is sent again.</param>
    public void Grant(bool parity, bool resends)
    {
        if (_parity is not null)
            _parity.IsPromised = parity;
        if (_resend is not null)
            _resend.IsGranted = resends;
    }

    /// <summary>Another play begins.</summary>
    public void Begin() => _parity?.Begin();

    /// <summary>The server has answered something else in this time: so long, at most, it takes for a packet, too.</summary>
    public void Suppose(TimeSpan roundTrip) => _resend?.RoundTrip.Suppose(roundTrip);

    public RepairStatistics StatisticsAt(Instant now) => new()
    {
        Layout = _parity?.Layout ?? ParityLayout.None,
        Parity = _parity?.Statistics ?? default,
        AskedFor = _resend?.AskedFor ?? 0,
        Asked = _resend?.Asked ?? 0,
        Resends = _resend?.Resends ?? 0,
        Needless = _resend?.Needless ?? 0,
        Burst = _resend?.Burst ?? 0,
        Refused = _strays + (_parity?.Refused ?? 0) + (_resend?.Refused ?? 0),
        Latency = _receive.Missing?.Repaired.At(now) ?? TimeSpan.Zero,
        Takes = TakesAt(now),
        RoundTrip = _resend is { RoundTrip: { IsMeasured: true } measured } ? measured.Smoothed : null,
    };

    private void Media(ReadOnlySpan<byte> datagram, Instant now)
    {
        _receive.Accept(datagram, now);
        _drain(now);
        if (_parity is not null && RtpHeader.TryParse(datagram, out RtpHeader header, out _, out _) && header.Ssrc == _receive.Source)
            _parity.AcceptSource(datagram, header, now);
    }

    private void Mended(ReadOnlySpan<byte> packet, PacketOrigin origin, Instant now)
    {
        _receive.AcceptRepaired(packet, origin, now);
        _drain(now);
        if (_parity is not null && RtpHeader.TryParse(packet, out RtpHeader header, out _, out _))
            _parity.AcceptSource(packet, header, now);
    }

    private FecProspect Prospect(SequenceNumber missing, Instant now) => _parity?.Prospect(missing, now) ?? FecProspect.None;

    /// <summary>Parity and what was only overtaken first; what neither brings is asked for then.</summary>
    private TimeSpan TakesAt(Instant now)
    {
        TimeSpan parity = _parity?.TakesAt(now) ?? TimeSpan.Zero, patience = _resend?.PatienceAt(now) ?? TimeSpan.Zero;
        return (parity > patience ? parity : patience) + (_resend?.Takes ?? TimeSpan.Zero);
    }

    private void Tell(Instant now)
    {
        if (_takes is null || now < _nextTick || _receive.Missing is null)
            return;
        _nextTick = now + Tick;
        TimeSpan takes = TakesAt(now);
        if (takes == _told)
            return;
        _told = takes;
        _takes(takes);
    }
}
