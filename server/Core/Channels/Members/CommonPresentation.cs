using Streaming.Formats.Rtp;
using Streaming.Server.Sending;

namespace Streaming.Server.Channels.Members;

/// <summary>What all members of a channel present at one moment: a position that was due to leave a delay ago.</summary>
/// <remarks>The delay is changed by whoever sends the channel, and may be read from any thread.</remarks>
public sealed class CommonPresentation(SendSession sending, TimeSpan delay)
{
    private long _delay = delay.Ticks;

    public TimeSpan Delay
    {
        get => new(Volatile.Read(ref _delay));
        internal set => Volatile.Write(ref _delay, value.Ticks);
    }

    /// <summary>On the channel's axis; before its beginning where nothing is presented yet.</summary>
    public MediaTime PositionAt(Instant now) => new((now - sending.Created - Delay).Ticks);

    /// <summary>The stamp of that position.</summary>
    internal RtpTimestamp StampAt(SendStream lane, Instant now) => lane.Numbers.StampAt(now - sending.Created - Delay);

    /// <summary>When the packet that a lane would send now is presented.</summary>
    internal NtpTime PresentedAt(Instant now) => sending.CreatedNtp + (now - sending.Created + Delay);

    /// <summary>How much later than all others somebody presents a packet.</summary>
    /// <param name="stamp">Its stamp.</param>
    /// <param name="presented">When, by the server's time of day.</param>
    internal TimeSpan Skew(SendStream lane, RtpTimestamp stamp, NtpTime presented, Instant now)
    {
        RtpTimestamp present = lane.Numbers.StampAt(now - sending.Created);
        TimeSpan later = lane.Index.Track.Clock.ToLength(stamp.Since(present));
        return presented - PresentedAt(now) - later;
    }
}
