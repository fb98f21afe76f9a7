using Streaming.Formats.Rtp;

namespace Streaming.Formats.Fec;

/// <summary>Whether a packet follows those before it, or only has a number as if it did.</summary>
/// <remarks>
/// Numbers come again every 65 536 packets. After an outage of about that many, a ring that goes by numbers alone would take the packets from
/// before for those that parity speaks of now, and recover rubbish. The media clock tells them apart: 65 536 packets take their time. At the
/// greatest pace seen, a quarter of it is the most that two packets with neighbouring numbers may lie apart; so it would take a stream
/// that is four times as fast throughout the outage as in its fastest half second to be deceived. Half a second is always in step: nobody
/// sends 131 000 packets in a second (1.5 Gbit/s). A mistake in the other direction costs what could have been recovered around
/// one long pause.
/// </remarks>
internal sealed class StreamPace(ClockRate clock)
{
    private const int QuarterOfAllNumbers = 16_384;

    private readonly long _half = clock.Hertz / 2;
    private long _most = clock.Hertz / 2;
    private long _leastPerPacket = long.MaxValue;
    private PacketIndex _from;
    private RtpTimestamp _since;
    private RtpTimestamp _newest;
    private int? _offset;
    private bool _isRepairInDoubt;

    /// <summary>Whether a media packet with that stamp may stand near the newest.</summary>
    public bool Fits(RtpTimestamp stamp) => Math.Abs((long)stamp.Since(_newest)) <= _most;

    /// <summary>Whether a parity packet speaks of the media around the newest packet.</summary>
    /// <remarks>Its stamps run with those of the media, at a distance that is the sender's affair. If it leaps, the numbers may have gone
    /// round while nothing came: no parity is believed until a media packet tells.</remarks>
    public bool FitsRepair(RtpTimestamp stamp)
    {
        int offset = stamp.Since(_newest);
        _isRepairInDoubt |= _offset is { } before && Math.Abs((long)unchecked(offset - before)) > _most;
        if (!_isRepairInDoubt)
            _offset = offset;
        return !_isRepairInDoubt;
    }

    /// <summary>The stream begins, or begins again, with this packet.</summary>
    public void Begin(PacketIndex index, RtpTimestamp stamp)
    {
        (_from, _since, _newest) = (index, stamp, stamp);
        (_offset, _isRepairInDoubt) = (null, false);
    }

    /// <summary>There is a new newest packet.</summary>
    public void Advance(PacketIndex index, RtpTimestamp stamp)
    {
        if (_isRepairInDoubt)
            (_offset, _isRepairInDoubt) = (null, false);
        _newest = stamp;
        long units = stamp.Since(_since);
        if (Math.Abs(units) < _half)
            return;
        if (units > 0)
            _leastPerPacket = Math.Min(_leastPerPacket, Math.Max(1, units / (index - _from)));
        if (_leastPerPacket < long.MaxValue)
            _most = Math.Max(_half, QuarterOfAllNumbers * _leastPerPacket);
        (_from, _since) = (index, stamp);
    }
}
