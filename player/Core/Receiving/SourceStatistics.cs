using Streaming.Formats.Rtp;

namespace Streaming.Player.Receiving;

/// <summary>What a receiver report says about one source: the <c>source</c> record of RFC 3550 §A.1 and the arithmetic of §A.3.</summary>
/// <remarks>Kept per source and started anew with each, unlike the stream's own totals. Duplicates count as received here, because
/// the RFC wants them to: the loss it reports may be negative.</remarks>
internal sealed class SourceStatistics(Ssrc ssrc, SequenceNumber first)
{
    private long _expectedPrior;
    private long _receivedPrior;
    private InterarrivalJitter _jitter;

    public Ssrc Ssrc { get; } = ssrc;

    /// <summary>The extended number of the first packet; its low 16 bits are those of the wire.</summary>
    public long Base { get; private set; } = first.Value;

    /// <summary>That number as it is on the wire.</summary>
    public SequenceNumber First => new(unchecked((ushort)Base));

    /// <summary>The highest extended number so far: cycles · 65 536 + sequence number.</summary>
    public long Highest { get; private set; } = first.Value;

    /// <summary>Every packet that came, duplicates and latecomers included.</summary>
    public long Received { get; private set; }

    /// <summary>The highest number seen, less the first, plus one.</summary>
    public long Expected => Highest - Base + 1;

    public long JitterUnits => _jitter.Units;

    /// <summary>Unwraps against the highest number so far.</summary>
    public long Extend(SequenceNumber sequence) =>
        Highest + sequence.Since(new SequenceNumber(unchecked((ushort)Highest)));

    /// <summary>Counts a packet that the gate let through.</summary>
    public void Accept(long extended, long arrivalUnits, long stampUnits)
    {
        Received++;
        Highest = Math.Max(Highest, extended);
        _jitter.Accept(arrivalUnits, stampUnits);
    }

    /// <summary>The true beginning turns out to lie earlier: told by RTP-Info, or by a reordered packet.</summary>
    public void BeginsAt(long extended) => Base = Math.Min(Base, extended);

    /// <summary>The first packet that the network brings: what came before it came another way.</summary>
    public void BeginsWith(long extended) => Base = Highest = extended;

    /// <summary>Another play begins: what its schedule has to do with the one before is no jitter.</summary>
    public void Restart() => _jitter.Restart();

    /// <summary>What a report block says now; asking starts the next interval. RFC 3550 §A.3.</summary>
    public ReceptionSummary Summarise()
    {
        long expectedInterval = Expected - _expectedPrior;
        long receivedInterval = Received - _receivedPrior;
        long lostInterval = expectedInterval - receivedInterval;
        _expectedPrior = Expected;
        _receivedPrior = Received;
        byte fraction = expectedInterval == 0 || lostInterval <= 0 ? (byte)0 : (byte)Math.Min(255, (lostInterval << 8) / expectedInterval);

        // The cumulative loss is a signed 24-bit number, clamped rather than wrapped. RFC 3550 §6.4.1.
        int lost = (int)Math.Clamp(Expected - Received, -0x800000, 0x7fffff);
        return new(Ssrc, fraction, lost, unchecked((uint)Highest), unchecked((uint)JitterUnits));
    }
}
