using Streaming.Formats.Payloads;
using Streaming.Player.Playout;
using Streaming.Player.Receiving;
using Streaming.Player.Sessions;

namespace Streaming.Player.Tests.Repair;

/// <summary>Whoever plays: needs everything a fixed time after it was sent at the earliest, and keeps what came when.</summary>
/// <param name="target">That time.</param>
internal sealed class RigViewer(Instant start, ClockRate clock, TimeSpan target) : IStreamListener
{
    /// <summary>When the first packet of the play comes.</summary>
    public Instant Start { get; set; } = start;

    public List<(long Time, byte[] Bytes, Instant At)> Samples { get; } = [];

    public List<PacketLoss> Losses { get; } = [];

    public int Arrivals { get; private set; }

    public int Repairs { get; private set; }

    public TimeSpan Takes { get; private set; }

    public Instant DueOf(ActiveStream stream, long time) => Start + clock.ToLength(stream.Receive.SinceStart(time)!.Value) + target;

    public void Opened(IReadOnlyList<ActiveStream> streams, Instant now)
    {
    }

    public void Began(PlaySegment segment, Instant now)
    {
    }

    public void Arrived(ActiveStream stream, long time, Instant arrival) => Arrivals++;

    public void Repaired(ActiveStream stream, long time, Instant now) => Repairs++;

    public void RepairTakes(ActiveStream stream, TimeSpan takes) => Takes = takes;

    public void Synchronised(ActiveStream stream, long time, NtpTime wall, Instant now)
    {
    }

    public void Sample(ActiveStream stream, in ReceivedSample sample, Instant now) =>
        Samples.Add((sample.Time, sample.Bytes.ToArray(), now));

    public void Lost(ActiveStream stream, in PacketLoss loss, Instant now) => Losses.Add(loss);

    public void Ended(ActiveStream stream, Instant now)
    {
    }

    public Instant? NeededBy(ActiveStream stream, long time) => DueOf(stream, time);
}
