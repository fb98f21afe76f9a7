using Streaming.Formats.Payloads;
using Streaming.Player.Playout;
using Streaming.Player.Receiving;
using Streaming.Player.Sessions;

namespace Streaming.EndToEnd.Tests.Player;

/// <summary>Keeps what a session hands to whoever plays: every sample by its digest, and to which play it belongs.</summary>
internal sealed class SampleRecorder : IStreamListener
{
    private readonly Lock _gate = new();
    private readonly List<Recorded> _samples = [];
    private readonly List<PlaySegment> _segments = [];
    private readonly List<(Func<bool> Condition, TaskCompletionSource Done)> _waiting = [];

    public sealed record Recorded(OfferedTrack Track, int Segment, MediaTime? Position, UInt128 Digest, bool IsComplete);

    public IReadOnlyList<Recorded> Samples => _samples;

    public IReadOnlyList<PlaySegment> Segments => _segments;

    /// <summary>Waits until so many samples of a kind of stream have come in the latest play, which has that number at least.</summary>
    public async Task HaveAsync(int segment, int samples, Func<OfferedTrack, bool> isMeant)
    {
        TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _waiting.Add((
                () => _segments.Count >= segment
                    && _samples.Count(one => one.Segment == _segments[^1].Number && isMeant(one.Track)) >= samples,
                done));
        }

        await done.Task.WaitAsync(TimeSpan.FromSeconds(40));
    }

    public void Opened(IReadOnlyList<ActiveStream> streams, Instant now)
    {
    }

    public void Began(PlaySegment segment, Instant now) => Change(() => _segments.Add(segment));

    public void Arrived(ActiveStream stream, long time, Instant arrival)
    {
    }

    public void Repaired(ActiveStream stream, long time, Instant now)
    {
    }

    public void RepairTakes(ActiveStream stream, TimeSpan takes)
    {
    }

    public void Synchronised(ActiveStream stream, long time, NtpTime wall, Instant now)
    {
    }

    public void Sample(ActiveStream stream, in ReceivedSample sample, Instant now)
    {
        OfferedTrack track = stream.Setup.Track;
        MediaTime? position = stream.Receive.SinceStart(sample.Time) is { } units
            ? _segments[^1].Start + track.Payload!.Clock.ToLength(units) : null;
        Recorded recorded = new(track, _segments[^1].Number, position, SampleTally.HashOf(sample.Bytes.Span), sample.IsComplete);
        Change(() => _samples.Add(recorded));
    }

    public void Lost(ActiveStream stream, in PacketLoss loss, Instant now)
    {
    }

    public void Ended(ActiveStream stream, Instant now)
    {
    }

    public Instant? NeededBy(ActiveStream stream, long time) => null;

    private void Change(Action change)
    {
        lock (_gate)
        {
            change();
            foreach ((Func<bool> Condition, TaskCompletionSource Done) waiting in _waiting.Where(one => one.Condition()).ToArray())
            {
                _waiting.Remove(waiting);
                waiting.Done.SetResult();
            }
        }
    }
}
