using Streaming.Formats.Rtp;

namespace Streaming.Player.Receiving;

/// <summary>Decides which packets belong to the stream. RFC 3550 §A.1.</summary>
/// <remarks>
/// A source counts when two packets of it have come in sequence, or at once where the server announced it in SETUP. What is not
/// proven yet is kept (see <see cref="Probation"/>), so that proving costs nothing, and one stray packet neither locks nor mutes.
/// </remarks>
internal sealed class SourceGate
{
    /// <summary>Packets that may be missing before a higher number is a jump: 5 s at 6 Mbit/s.</summary>
    public const int MaxDropout = 3_000;

    /// <summary>How far back a number may lie and still be a reordered packet rather than a jump.</summary>
    public const int MaxMisorder = 100;

    /// <summary>Another source takes over only from one that is silent: two that talk at once must not take turns.</summary>
    public static readonly TimeSpan QuietBeforeChange = TimeSpan.FromMilliseconds(100);

    private Instant _lastHeard;

    /// <summary>Whom the server said it would be; null where it did not say.</summary>
    public Ssrc? Announced { get; set; }

    /// <summary>Whether every source is believed: on an interleaved connection only the server can speak.</summary>
    public bool TrustsAll { get; init; }

    /// <summary>Judges a packet against the source that plays now (null before the first).</summary>
    public GateVerdict Judge(SourceStatistics? current, Ssrc ssrc, SequenceNumber sequence, Instant now)
    {
        if (current is not null && current.Ssrc == ssrc)
        {
            int ahead = sequence.Since(new SequenceNumber(unchecked((ushort)current.Highest)));
            if (ahead is >= MaxDropout or <= -MaxMisorder)
                return GateVerdict.Unproven;
            _lastHeard = now;
            return GateVerdict.Current;
        }

        bool isTrusted = Announced == ssrc || (Announced is null && current is null && TrustsAll);
        if (!isTrusted)
            return GateVerdict.Unproven;
        _lastHeard = now;
        return GateVerdict.Proven;
    }

    /// <summary>Whether a source that has shown two packets in sequence may take over now.</summary>
    public bool MayChange(SourceStatistics? current, Ssrc ssrc, Instant now)
    {
        bool may = current is null || current.Ssrc == ssrc || now - _lastHeard >= QuietBeforeChange;
        if (may)
            _lastHeard = now;
        return may;
    }
}
