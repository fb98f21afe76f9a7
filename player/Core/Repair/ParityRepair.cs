using Streaming.Formats.Fec;
using Streaming.Formats.Rtp;
using Streaming.Player.Sessions;

namespace Streaming.Player.Repair;

/// <summary>Mends one stream by the parity that comes beside it.</summary>
/// <remarks>Only what the receiving part has let through goes into the decoder: a stranger's packets spoil no repair.</remarks>
internal sealed class ParityRepair(byte payloadType, ClockRate clock, ParitySetup setup)
{
    private readonly FecDecoder _decoder = new(payloadType, clock);
    private readonly ParitySpan _span = new(clock, setup.RepairWindow);
    private readonly LayoutWatch _layout = new();
    private Ssrc? _sender = setup.Ssrc;
    private Instant? _firstAt;
    private long _foreign;

    public ParityLayout Layout => _layout.Seen;

    public FecStatistics Statistics => _decoder.Statistics;

    /// <summary>Parity of somebody else, or none at all.</summary>
    public long Refused => _foreign + _decoder.Statistics.Malformed;

    /// <summary>Whether the contract in force promises parity, of this stream or another.</summary>
    public bool IsPromised { get; set; }

    /// <summary>By its payload type.</summary>
    public bool IsMeant(ReadOnlySpan<byte> datagram) => (datagram[1] & 0x7f) == setup.PayloadType;

    public TimeSpan TakesAt(Instant now) => _span.At(now);

    /// <summary>Another play begins.</summary>
    public void Begin() => _span.Begin();

    /// <summary>Before the first parity nobody knows of any: where it is promised it is waited for as long as it may take.</summary>
    public FecProspect Prospect(SequenceNumber missing, Instant now) => _decoder.Prospect(missing) switch
    {
        FecProspect.None when IsPromised && Statistics.Parity == 0 && now - _firstAt < setup.RepairWindow => FecProspect.Pending,
        FecProspect prospect => prospect,
    };

    /// <summary>A packet of the stream has come, or was sent again.</summary>
    public void AcceptSource(ReadOnlySpan<byte> packet, in RtpHeader header, Instant now)
    {
        _firstAt ??= now;

        // Nothing of another source can be repaired by this one's parity; and its parity may have another sender.
        if (_decoder.Source is { } before && before != header.Ssrc)
            _sender = setup.Ssrc;
        _decoder.Follow(header.Ssrc);
        _decoder.AcceptSource(packet);
        _span.Accept(header);
    }

    public void AcceptParity(ReadOnlySpan<byte> datagram, Instant now)
    {
        bool isRead = FlexFecPacket.TryParse(datagram, out RepairPacket parity, out _);
        if (isRead && _sender is { } sender && SenderOf(datagram) != sender)
        {
            _foreign++;
            return;
        }

        if (!_decoder.AcceptParity(datagram) || !isRead)
            return;
        _sender ??= SenderOf(datagram);
        _layout.Accept(parity);
        _span.Accept(parity, now);
    }

    public bool TryTake(out ReadOnlySpan<byte> recovered) => _decoder.TryTake(out recovered);

    private static Ssrc SenderOf(ReadOnlySpan<byte> packet) =>
        RtpHeader.TryParse(packet, out RtpHeader header, out _, out _) ? header.Ssrc : default;
}
