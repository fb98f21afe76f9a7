using Streaming.Formats.Media;
using Streaming.Player.Playout;
using Streaming.Player.Sessions;

namespace Streaming.Lab.Viewers;

/// <summary>A player whose screen nobody sees and whose loudspeaker nobody hears, without decoders: a sample is its own
/// picture.</summary>
/// <remarks>
/// Contract: <see cref="Playout"/> is the session's listener; <see cref="Work"/> after anything the session was handed,
/// <see cref="Advance"/> when <see cref="Next"/> has come. All by the viewer's own clock.
/// </remarks>
internal sealed class UnseenScreen : IDisposable
{
    /// <summary>The screen's period: 60 times a second.</summary>
    public static readonly TimeSpan Refresh = new(TimeSpan.TicksPerSecond / 60);

    /// <summary>Half a period, and a little for what the clock was steered by since: what is later gives way to the next…</summary>
    private static readonly TimeSpan LatestShown = (Refresh / 2) + TimeSpan.FromMilliseconds(3);

    /// <summary>… unless nothing else has come up for so long.</summary>
    private static readonly TimeSpan Starving = TimeSpan.FromMilliseconds(80);

    private readonly IPictureLine _pictures;
    private readonly UnseenSpeaker _speaker;
    private readonly Action<ShownPicture> _shown;
    private Instant _refreshed = new(long.MinValue / 2);
    private Instant _cameUp = new(long.MinValue / 2);
    private Instant _now;
    private int _segment;

    /// <param name="shown">Told of every picture that comes up.</param>
    /// <param name="devicePpm">How much faster than our clock the sound device takes samples, in millionths.</param>
    /// <param name="pictures">Where pictures wait; null: where a player's do.</param>
    public UnseenScreen(Action<ShownPicture> shown, int devicePpm, IPictureLine? pictures = null)
    {
        _shown = shown;
        _pictures = pictures ?? new PictureLine();
        _speaker = new(Playout.Clock, devicePpm);

        // A block is asked for that long before it is heard, and must be there by then.
        Playout.Lead(UnseenSpeaker.Latency + TimeSpan.FromMilliseconds(25));
    }

    public SessionPlayout Playout { get; } = new(new() { KeepsBytes = false });

    /// <summary>The film has begun to move.</summary>
    public bool HasBegun => Playout.Clock.HasStarted;

    /// <summary>There is no picture: sound alone is heard.</summary>
    public bool IsHeardAlone
    {
        get
        {
            bool hasPicture = false;
            foreach (ActiveStream stream in Playout.Streams)
                hasPicture |= stream.Setup.Track.Kind == TrackKind.Video;
            return HasBegun && !hasPicture;
        }
    }

    /// <summary>The picture stands though it should not: nothing is there.</summary>
    public bool IsDry => Playout is { Clock: { HasStarted: true, IsRunning: false }, IsPaused: false };

    /// <summary>The title has come to its end, and all of it has been due.</summary>
    public bool IsOver(Instant now) =>
        Playout is { Segment.AxisEnd: { } end, Clock: { HasStarted: true } clock } && clock.PositionAt(now) >= end;

    public Instant Next => Instant.Min(Playout.Next, NextRefresh);

    /// <summary>Where in the film it is; null before the first answer to PLAY.</summary>
    public MediaTime? PositionAt(Instant now) => Playout.Segment?.FilmAt(Playout.Clock.PositionAt(now));

    /// <summary>Something is about to be handed to the session: what the device asked for before that is answered by what was
    /// known.</summary>
    public void CatchUp(Instant now) => _speaker.CatchUp(now);

    /// <summary>Takes what has come.</summary>
    public void Work(Instant now)
    {
        _now = now;
        if (Playout.Segment is { } segment && segment.Number != _segment)
        {
            _segment = segment.Number;
            _pictures.Begin(segment);
            _speaker.Begin(segment);
        }

        IReadOnlyList<ActiveStream> streams = Playout.Streams;
        for (int i = 0; i < streams.Count; i++)
            Take(streams[i], now);
    }

    public void Advance(Instant now)
    {
        _speaker.CatchUp(now);
        if (Playout.Next <= now)
            Playout.Advance(now);
        if (NextRefresh <= now)
            Show(now);
        Work(now);
    }

    public void Dispose()
    {
        _pictures.Dispose();
        Playout.Dispose();
    }

    /// <summary>The refresh at which the next picture comes up: the first not more than half a period before it is due.</summary>
    private Instant NextRefresh
    {
        get
        {
            Instant due = _pictures.Next(Playout.Clock);
            if (due == Instant.Never)
                return due;
            long least = Math.Max(Math.Max((due - (Refresh / 2)).Ticks, _refreshed.Ticks + 1), _now.Ticks);
            long number = (least + Refresh.Ticks - 1) / Refresh.Ticks;
            return new(number * Refresh.Ticks);
        }
    }

    private void Show(Instant now)
    {
        _refreshed = now;
        PictureDecision<CodedSample> decision = _pictures.Decide(Playout.Clock, now, Refresh);
        if (decision.Verb == PictureVerb.Hold || decision.Picture is null || Playout.Segment is not { } segment)
            return;
        bool isPreview = decision.Verb == PictureVerb.Preview;
        MediaTime position = decision.Position;
        TimeSpan late = Playout.Clock.PositionAt(now) - position;
        bool isTooLate = late > LatestShown && now - _cameUp < Starving;
        _cameUp = now;
        _shown(new(
            isPreview,
            segment.FilmAt(position),
            late,
            isTooLate,
            isPreview ? null : _speaker.SkewOf(position, now)));
    }

    private void Take(ActiveStream stream, Instant now)
    {
        switch (stream.Setup.Track.Kind)
        {
            case TrackKind.Video:
                while (_pictures.HasRoom && Playout.TryTake(stream, out CodedSample? picture))
                    _pictures.Add(picture);
                break;
            case TrackKind.Audio:
                while (Playout.TryTake(stream, out CodedSample? sound))
                {
                    _speaker.Offer(sound, now);
                    sound.Release();
                }

                break;
            default:
                while (Playout.TryTake(stream, out CodedSample? other))
                    other.Release();
                break;
        }
    }
}
