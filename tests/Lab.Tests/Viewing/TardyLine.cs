using Streaming.Lab.Viewers;
using Streaming.Player.Playout;

namespace Streaming.Lab.Tests.Viewing;

/// <summary>A fault that is planted: pictures come up a tenth of a second after their time, and none is dropped for it.</summary>
internal sealed class TardyLine : IPictureLine
{
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(100);

    private readonly PictureLine _line = new();

    public bool HasRoom => _line.HasRoom;

    public void Begin(PlaySegment segment) => _line.Begin(segment);

    public void Add(CodedSample picture) => _line.Add(picture);

    public PictureDecision<CodedSample> Decide(PlayoutClock clock, Instant now, TimeSpan refresh) =>
        _line.Decide(clock, now - Late, refresh);

    public Instant Next(PlayoutClock clock) => _line.Next(clock) is var due && due == Instant.Never ? due : due + Late;

    public void Dispose() => _line.Dispose();
}
