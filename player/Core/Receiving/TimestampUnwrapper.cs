using Streaming.Formats.Rtp;

namespace Streaming.Player.Receiving;

/// <summary>Turns RTP timestamps, which wrap, into positions on one endless line of clock units.</summary>
/// <remarks>Each stamp is measured from the one before it, so B-frames and reordered packets may go back; a jump of more than half
/// the circle (6.6 hours at 90 kHz) cannot be told from one the other way. RFC 3550 §5.1.</remarks>
internal sealed class TimestampUnwrapper
{
    private bool _started;

    /// <summary>The stamp unwrapped last.</summary>
    public RtpTimestamp Last { get; private set; }

    /// <summary>The position of the stamp unwrapped last.</summary>
    public long Position { get; private set; }

    public long Unwrap(RtpTimestamp stamp)
    {
        Position = Peek(stamp);
        Last = stamp;
        _started = true;
        return Position;
    }

    /// <summary>Where <paramref name="stamp"/> lies, without moving there.</summary>
    public long Peek(RtpTimestamp stamp) => _started ? Position + stamp.Since(Last) : stamp.Value;

    /// <summary>Another source with another random epoch: its <paramref name="stamp"/> is given <paramref name="position"/>.</summary>
    public void Restart(RtpTimestamp stamp, long position)
    {
        Last = stamp;
        _started = true;
        Position = position;
    }
}
