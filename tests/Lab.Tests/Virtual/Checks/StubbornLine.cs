using Streaming.Lab.Viewers;
using Streaming.Player.Playout;

namespace Streaming.Lab.Tests.Virtual.Checks;

/// <summary>A fault: shows every picture for three refreshes, 50 ms, however late it is by then, and drops none.</summary>
internal sealed class StubbornLine : IPictureLine
{
    private readonly Queue<CodedSample> _waiting = new();
    private int _refreshes;

    public bool HasRoom => _waiting.Count < 12;

    public void Begin(PlaySegment segment)
    {
    }

    public void Add(CodedSample picture) => _waiting.Enqueue(picture);

    public PictureDecision<CodedSample> Decide(PlayoutClock clock, Instant now, TimeSpan refresh)
    {
        bool isTime = clock.HasStarted && ++_refreshes % 3 == 0 && _waiting.Count > 0;
        return isTime && _waiting.Dequeue() is var picture
            ? new(PictureVerb.Show, picture, picture.Position)
            : new(PictureVerb.Hold, null, default);
    }

    public Instant Next(PlayoutClock clock) => _waiting.Count > 0 ? default : Instant.Never;

    public void Dispose() => _waiting.Clear();
}
