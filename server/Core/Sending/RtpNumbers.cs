using Streaming.Formats.Rtp;

namespace Streaming.Server.Sending;

/// <summary>What one RTP stream counts: packets, their octets, and the stamps of its clock. RFC 3550 §5.1.</summary>
/// <param name="created">The time of day that <see cref="StreamIdentity.Epoch"/> stands for.</param>
internal sealed class RtpNumbers(StreamIdentity identity, byte payloadType, ClockRate clock, NtpTime created, StampClock stamps)
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

    /// <summary>The same without its wraps: how many units it lies behind <see cref="StreamIdentity.Epoch"/>.</summary>
    public long UnitsOf(long units) => _zeroUnits + units;

    /// <summary>What that stamp says as time.</summary>
    public TimeSpan TimeOf(long units) => clock.ToLength(UnitsOf(units));

    /// <summary>The time of day at which the session's common clock shows that stamp: what a sender report would say of it.</summary>
    public NtpTime WallOf(long units) => created + stamps.When(TimeOf(units));

    /// <summary>The stamp that the session's common clock shows, for a sender report.</summary>
    public RtpTimestamp StampAt(TimeSpan sinceCreation) => identity.Epoch + clock.ToUnits(sinceCreation);

    /// <summary>The header of a packet, but for its marker.</summary>
    public RtpHeader Header(long packet, RtpTimestamp stamp) =>
        new(payloadType, Marker: false, identity.First + unchecked((ushort)packet), stamp, identity.Ssrc);

    /// <summary>A packet leaves.</summary>
    public void Count(in PacketWriter packet)
    {
        Packets++;
        Octets += packet.Length - RtpHeader.Size - (RtpHeader.IsExtended(packet.Inline) ? SyncExtension.Size : 0);
    }
}
