using Streaming.Formats.Payloads;
using Streaming.Player.Receiving;
using Streaming.Player.Sessions;

namespace Streaming.Player.Playout;

/// <summary>Who plays what a session receives. Called by the session as it goes, on whatever thread drives it.</summary>
public interface IStreamListener
{
    /// <summary>The streams that are set up have changed: some are there for the first time, some are gone.</summary>
    void Opened(IReadOnlyList<ActiveStream> streams, Instant now);

    /// <summary>PLAY is answered.</summary>
    void Began(PlaySegment segment, Instant now);

    /// <summary>A packet of the segment has arrived, in whatever order: what delay is measured by.</summary>
    /// <param name="time">Its unwrapped timestamp, in clock units, as in <see cref="ReceivedSample.Time"/>.</param>
    void Arrived(ActiveStream stream, long time, Instant arrival);

    /// <summary>A packet that the network lost was repaired in time: no delay is measured by it.</summary>
    /// <param name="time">As in <see cref="Arrived"/>.</param>
    void Repaired(ActiveStream stream, long time, Instant now);

    /// <summary>So much later than the network could have brought it a packet of this stream comes that is repaired, on the stream's own
    /// clock: whoever holds less gives repair no time.</summary>
    void RepairTakes(ActiveStream stream, TimeSpan takes);

    /// <summary>At what time of day, by the server's clock, the stream is at a timestamp: from a sender report, or inside a packet
    /// (RFC 6051 §3.3).</summary>
    void Synchronised(ActiveStream stream, long time, NtpTime wall, Instant now);

    /// <summary>The next sample, in decoding order. Its bytes are valid during the call.</summary>
    void Sample(ActiveStream stream, in ReceivedSample sample, Instant now);

    /// <summary>Packets in front of the next sample were given up.</summary>
    void Lost(ActiveStream stream, in PacketLoss loss, Instant now);

    /// <summary>Nothing more comes of this stream.</summary>
    void Ended(ActiveStream stream, Instant now);

    /// <summary>By when a packet with this timestamp must be here to be of use; null where that is not known yet.</summary>
    Instant? NeededBy(ActiveStream stream, long time);

    /// <summary>All receivers of a channel are to be at the same place: where that is.</summary>
    void Align(in CommonLine line, Instant now)
    {
    }

    /// <summary>When a position is presented, or was; null where that is not known.</summary>
    Instant? PresentedAt(MediaTime position) => null;
}
