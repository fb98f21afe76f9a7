using Streaming.Formats.Rtp;

namespace Streaming.Server.Sending;

/// <summary>What one RTP stream counts: packets, their octets, and the stamps of its clock. RFC 3550 §5.1.</summary>
internal sealed class RtpNumbers(StreamIdentity identity, byte payloadType, ClockRate clock)
{
    private RtpTimestamp _zero;
    private long _zeroUnits;

    public StreamIdentity Identity => identity;

    public byte PayloadType => payloadType;

    public long Packets { get; private set; }

    public long Octets { get; private set; }

    public SequenceNumber Next => identity.First + unchecked((ushort)Packets);

    /// <summary>Ties time stamps to a PLAY, exactly in units: <paramref name="sinceCreation"/> is where position <paramref name="start"/>
    /// lies.</summary>
    public RtpTimestamp Tie(TimeSpan sinceCreation, MediaTime start)
    {
        long units = clock.ToUnits(start);
        _zeroUnits = clock.ToUnits(sinceCreation) - units;
        _zero = identity.Epoch + _zeroUnits;
        return _zero + units;
    }

    /// <summary>The stamp of what is presented there.</summary>
    public RtpTimestamp Stamp(long units) => _zero + units;

    /// <summary>What that stamp says as time, without its wraps.</summary>
    public TimeSpan TimeOf(long units) => clock.ToLength(_zeroUnits + units);

    /// <summary>The stamp that the session's common clock shows, for a sender report.</summary>
    public RtpTimestamp StampAt(TimeSpan sinceCreation) => identity.Epoch + clock.ToUnits(sinceCreation);

    public void WriteHeader(Span<byte> header, bool marker, RtpTimestamp stamp) =>
        new RtpHeader(payloadType, marker, Next, stamp, identity.Ssrc).Write(header);

    /// <summary>A packet of that many bytes, header included, leaves.</summary>
    public void Count(int length)
    {
        Packets++;
        Octets += length - RtpHeader.Size;
    }
}
