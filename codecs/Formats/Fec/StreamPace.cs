using Streaming.Formats.Rtp;

namespace Streaming.Formats.Fec;

/// <summary>Whether a packet follows those before it, or only has a number as if it did.</summary>
/// <remarks>
/// Numbers come again every 65 536 packets. After an outage of about that many, a ring that goes by numbers alone would take the packets
/// from before for those that parity speaks of now, and recover rubbish. The media clock tells them apart: 65 536 packets take their
/// time. At the greatest pace seen, a quarter of it is the most that neighbours may lie apart; so it would take a stream that is four
/// times as fast throughout the outage as in its fastest second to be deceived. One second is always in step: nobody sends 65 000
/// packets of a stream in it (760 Mbit/s). A mistake in the other direction costs what could have been recovered around one long pause.
/// </remarks>
internal sealed class StreamPace(ClockRate clock)
{
    private const int QuarterOfAllNumbers = 16_384;

    /// <summary>A measure of the pace is a second of so many packets or more, without the longest step among them: if there is an
    /// outage in it, it is that. The slower of the first two is not believed.</summary>
    private const int LeastSteps = 16;

    private const int Confirmations = 4;

    private readonly long _second = clock.Hertz;
    private long _most = clock.Hertz;
    private long _leastPerPacket = long.MaxValue;
    private PacketIndex _newestIndex;
    private RtpTimestamp _newest;
    private int _steps;
    private long _units;
    private long _packets;
    private (int Units, long Packets) _longest;
    private bool _isMeasured;
    private int _offset;
    private int _otherOffset;
    private int _confirmations;
    private bool _hasMoved;

    /// <summary>Whether packets with these stamps may be neighbours.</summary>
    public bool Fits(RtpTimestamp stamp, RtpTimestamp neighbour) => IsNear(stamp.Since(neighbour), 0);

    /// <summary>Whether a parity packet speaks of the media around the newest packet.</summary>
    /// <remarks>Its stamps run with those of the media: ours are the same, others may keep a distance. One that leaps may be of the next
    /// round of numbers, or be left over from the round before. Only when several leap alike, with media between them, has the sender
    /// another distance.</remarks>
    public bool FitsRepair(RtpTimestamp stamp)
    {
        int offset = stamp.Since(_newest);
        if (!IsNear(offset, _offset))
        {
            if (!IsNear(offset, _otherOffset))
                _confirmations = 0;
            if (_hasMoved)
                _confirmations++;
            (_otherOffset, _hasMoved) = (offset, false);
            if (_confirmations < Confirmations)
                return false;
        }

        (_offset, _confirmations) = (offset, 0);
        return true;
    }

    /// <summary>The stream begins, or begins again, with this packet.</summary>
    public void Begin(PacketIndex index, RtpTimestamp stamp) => (_newestIndex, _newest, _hasMoved) = (index, stamp, true);

    /// <summary>There is a new newest packet.</summary>
    public void Advance(PacketIndex index, RtpTimestamp stamp)
    {
        _hasMoved = true;
        (int Units, long Packets) step = (stamp.Since(_newest), index - _newestIndex);
        (_newestIndex, _newest) = (index, stamp);
        (_steps, _units, _packets) = (_steps + 1, _units + step.Units, _packets + step.Packets);
        if (_steps == 1 || step.Units > _longest.Units)
            _longest = step;
        long units = _units - _longest.Units;
        if (_steps < LeastSteps || units < _second)
            return;
        _leastPerPacket = Math.Min(_leastPerPacket, Math.Max(1, units / (_packets - _longest.Packets)));
        if (_isMeasured)
            _most = Math.Max(_second, QuarterOfAllNumbers * _leastPerPacket);
        _isMeasured = true;
        (_steps, _units, _packets) = (0, 0, 0);
    }

    private bool IsNear(int units, int others) => Math.Abs((long)unchecked(units - others)) <= _most;
}
