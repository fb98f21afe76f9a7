using Streaming.Formats.Fec;
using Streaming.Formats.Rtp;

namespace Streaming.Player.Repair;

/// <summary>How long parity lets one wait: the time from the first packet it covers to itself, on the clock of the stream.</summary>
/// <remarks>Measured by stamps, so what the network does to single packets is not in it: that is measured where all delays are. Stamps of
/// pictures go back and forth; the highest so far is what time has come to.</remarks>
internal sealed class ParitySpan(ClockRate clock, TimeSpan window)
{
    /// <summary>A power of two: more than two blocks of the largest layout, 1 024 × 12 B.</summary>
    private const int Size = 1_024;

    /// <summary>What lies further off is no picture out of order, but another play.</summary>
    private static readonly TimeSpan Leap = TimeSpan.FromSeconds(15);

    private readonly (SequenceNumber Number, RtpTimestamp Highest)?[] _stamps = new (SequenceNumber, RtpTimestamp)?[Size];
    private readonly RecentLongest _longest = new(TimeSpan.FromSeconds(10));
    private RtpTimestamp? _highest;

    /// <summary>The longest of late; zero where there was no parity.</summary>
    public TimeSpan At(Instant now) => _longest.At(now);

    /// <summary>Another play begins: the time that passed between the two is no span of anything.</summary>
    public void Begin()
    {
        Array.Clear(_stamps);
        _highest = null;
    }

    /// <summary>A packet of the stream has come.</summary>
    public void Accept(in RtpHeader header)
    {
        long ahead = _highest is { } highest ? header.Timestamp.Since(highest) : 1;
        if (ahead > 0 || clock.ToLength(-ahead) > Leap)
            _highest = header.Timestamp;
        _stamps[header.Sequence.Value & (Size - 1)] = (header.Sequence, _highest!.Value);
    }

    /// <summary>A parity packet has come.</summary>
    public void Accept(in RepairPacket parity, Instant now)
    {
        // The first may be the very one that was lost: then the one behind it, which came no earlier.
        for (int i = 0; i < parity.Stride * parity.Count; i++)
        {
            SequenceNumber number = parity.Base + i;
            if (_stamps[number.Value & (Size - 1)] is not { } stamp || stamp.Number != number)
                continue;
            TimeSpan span = clock.ToLength(parity.Timestamp.Since(stamp.Highest));
            _longest.Add(span < window ? span : window, now);
            return;
        }
    }
}
