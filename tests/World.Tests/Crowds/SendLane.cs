using Streaming.Formats.Rtp;
using Streaming.Server.Sending;

namespace Streaming.World.Tests.Crowds;

/// <summary>Where a lane is, as a receiver knows it from its packets.</summary>
internal readonly record struct SendLane(SendStream Stream, Instant Created)
{
    public Ssrc Ssrc => Stream.Identity.Ssrc;

    public byte PayloadType => Stream.PayloadType;

    /// <summary>What leaves now, on the channel's axis.</summary>
    public MediaTime PositionAt(Instant now) => new((now - Created).Ticks);

    public RtpTimestamp StampAt(Instant now) =>
        Stream.Identity.Epoch + Stream.Index.Track.Clock.ToUnits(now - Created);
}
