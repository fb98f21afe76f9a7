using Streaming.Player.Playout;

namespace Streaming.Lab.Viewers;

/// <summary>Where pictures wait until they are shown: see <see cref="PictureQueue{TPicture}"/>.</summary>
internal interface IPictureLine : IDisposable
{
    bool HasRoom { get; }

    void Begin(PlaySegment segment);

    void Add(CodedSample picture);

    PictureDecision<CodedSample> Decide(PlayoutClock clock, Instant now, TimeSpan refresh);

    /// <summary>When the next is due.</summary>
    Instant Next(PlayoutClock clock);
}
