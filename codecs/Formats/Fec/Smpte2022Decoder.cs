namespace Streaming.Formats.Fec;

/// <summary>Recovers lost packets of a transport stream over RTP from its FEC streams. SMPTE 2022-1 §9.</summary>
/// <remarks>Contract: each packet of the three streams goes in as it arrives, and after each
/// <c>while (decoder.TryTake(out recovered))</c>. What comes out equals the original and is not to be put in again.</remarks>
/// <param name="payloadType">Of the media: 33 for a transport stream. RFC 3551 §6.</param>
public sealed class Smpte2022Decoder(byte payloadType = Smpte2022Decoder.TransportStream)
{
    /// <summary>The static payload type of MPEG transport streams.</summary>
    public const byte TransportStream = 33;

    private readonly ParityDecoder _parity = new(payloadType, ClockRate.Video);
    private long _malformed;

    public FecStatistics Statistics => _parity.Statistics with { Malformed = _parity.Statistics.Malformed + _malformed };

    /// <summary>A packet of the media's port has arrived.</summary>
    public void AcceptSource(ReadOnlySpan<byte> rtpPacket) => _parity.AcceptSource(rtpPacket);

    /// <summary>A packet of either FEC port has arrived; false: malformed, hostile, or before any media, and counted.</summary>
    public bool AcceptParity(ReadOnlySpan<byte> rtpPacket)
    {
        if (_parity.Source is { } source && Smpte2022Packet.TryParse(rtpPacket, source, out RepairPacket repair, out _))
            return _parity.Accept(repair);
        _malformed++;
        return false;
    }

    /// <summary>The next recovered packet, whole; good until the next call of anything.</summary>
    public bool TryTake(out ReadOnlySpan<byte> recovered) => _parity.TryTake(out recovered);
}
