using Streaming.Player.Playout;

namespace Streaming.Lab.Viewers;

/// <summary>The player's own: a sample is its own picture.</summary>
internal sealed class PictureLine : IPictureLine
{
    private readonly PictureQueue<CodedSample> _queue = new(picture => picture.Release());

    public bool HasRoom => _queue.HasRoom;

    public void Begin(PlaySegment segment) => _queue.Begin(segment);

    public void Add(CodedSample picture) => _queue.Add(picture, picture.Position, picture.Segment);

    public PictureDecision<CodedSample> Decide(PlayoutClock clock, Instant now, TimeSpan refresh) => _queue.Decide(clock, now, refresh);

    public Instant Next(PlayoutClock clock) => _queue.Next(clock);

    public void Dispose() => _queue.Dispose();
}
