using Streaming.Formats.Rtp;

namespace Streaming.Formats.Fec;

/// <summary>Recovers lost packets of a media stream from its FlexFEC stream. RFC 8627 §6.3.</summary>
/// <remarks>
/// Contract: each packet of either stream goes in as it arrives, and after each <c>while (decoder.TryTake(out recovered))</c>. What comes
/// out equals the original to the last bit, is remembered like one that arrived, and is not to be put in again.
/// </remarks>
/// <param name="payloadType">Of the media, as is <paramref name="clock"/>.</param>
public sealed class FecDecoder(byte payloadType, ClockRate clock)
{
    private readonly ParityDecoder _parity = new(payloadType, clock);
    private long _malformed;

    /// <summary>Whose packets are recovered: what <see cref="Follow"/> said, or the first that came; null before.</summary>
    public Ssrc? Source => _parity.Source;

    public FecStatistics Statistics => _parity.Statistics with { Malformed = _parity.Statistics.Malformed + _malformed };

    /// <summary>The source that is known to be the right one; if it is another than before, everything is forgotten.</summary>
    public void Follow(Ssrc source) => _parity.Follow(source);

    /// <summary>A media packet has arrived, on time or late, or sent again.</summary>
    public void AcceptSource(ReadOnlySpan<byte> rtpPacket) => _parity.AcceptSource(rtpPacket);

    /// <summary>A packet of the parity stream has arrived; false: malformed, hostile or foreign, and counted.</summary>
    public bool AcceptParity(ReadOnlySpan<byte> rtpPacket)
    {
        if (FlexFecPacket.TryParse(rtpPacket, out RepairPacket repair, out _))
            return _parity.Accept(repair);
        _malformed++;
        return false;
    }

    /// <summary>The next recovered packet, whole; good until the next call of anything.</summary>
    public bool TryTake(out ReadOnlySpan<byte> recovered) => _parity.TryTake(out recovered);

    /// <summary>What parity can still do about a packet that is missing; one that is here, or long gone, is nobody's question.</summary>
    public FecProspect Prospect(SequenceNumber missing) => _parity.Prospect(missing);
}
