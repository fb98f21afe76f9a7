using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Player.Playout;
using Streaming.Player.Receiving;
using Streaming.Player.Sessions;

namespace Streaming.Player.Desktop.Playing;

/// <summary>Hands what a session receives to its playout, under the engine's one lock, and wakes whoever waits for it.</summary>
internal sealed class GatedListener(Viewing viewing) : IStreamListener
{
    public void Opened(IReadOnlyList<ActiveStream> streams, Instant now)
    {
        lock (viewing.Gate)
        {
            viewing.Playout.Opened(streams, now);
            viewing.StreamsChanged(streams);
            Monitor.PulseAll(viewing.Gate);
        }
    }

    public void Began(PlaySegment segment, Instant now)
    {
        lock (viewing.Gate)
        {
            viewing.Playout.Began(segment, now);
            viewing.Began(segment, now);
            Monitor.PulseAll(viewing.Gate);
        }
    }

    public void Arrived(ActiveStream stream, long time, Instant arrival)
    {
        lock (viewing.Gate)
        {
            viewing.Playout.Arrived(stream, time, arrival);
            if (stream.Setup.Track.Kind == TrackKind.Video)
                viewing.Losses.Count(1, 0, arrival);
        }
    }

    public void Repaired(ActiveStream stream, long time, Instant now)
    {
        lock (viewing.Gate)
        {
            viewing.Playout.Repaired(stream, time, now);
            if (stream.Setup.Track.Kind == TrackKind.Video)
                viewing.Losses.Count(1, 0, now);
        }
    }

    public void RepairTakes(ActiveStream stream, TimeSpan takes)
    {
        lock (viewing.Gate)
            viewing.Playout.RepairTakes(stream, takes);
    }

    public void Synchronised(ActiveStream stream, long time, NtpTime wall, Instant now)
    {
        lock (viewing.Gate)
            viewing.Playout.Synchronised(stream, time, wall, now);
    }

    public void Sample(ActiveStream stream, in ReceivedSample sample, Instant now)
    {
        lock (viewing.Gate)
        {
            viewing.Playout.Sample(stream, sample, now);
            Monitor.PulseAll(viewing.Gate);
        }
    }

    public void Lost(ActiveStream stream, in PacketLoss loss, Instant now)
    {
        lock (viewing.Gate)
        {
            viewing.Playout.Lost(stream, loss, now);
            if (stream.Setup.Track.Kind == TrackKind.Video)
                viewing.Losses.Count(0, loss.Count, now);
        }
    }

    public void Ended(ActiveStream stream, Instant now)
    {
        lock (viewing.Gate)
        {
            viewing.Playout.Ended(stream, now);
            viewing.Ended.Add(stream);
            Monitor.PulseAll(viewing.Gate);
        }
    }

    public Instant? NeededBy(ActiveStream stream, long time)
    {
        lock (viewing.Gate)
            return viewing.Playout.NeededBy(stream, time);
    }

    public void Align(in CommonLine line, Instant now)
    {
        lock (viewing.Gate)
            viewing.Playout.Align(line, now);
    }

    public Instant? PresentedAt(MediaTime position)
    {
        lock (viewing.Gate)
            return viewing.Playout.PresentedAt(position);
    }
}
