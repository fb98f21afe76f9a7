using Streaming.Ffmpeg.Decoding;
using Streaming.Formats.Media;
using Streaming.Player.Client;
using Streaming.Player.Playout;

namespace Streaming.Player.Desktop.Playing;

/// <summary>The engine of the desktop player: sessions, playout, decoders and sound put together, driven by a viewer's commands.</summary>
/// <remarks>
/// One lock holds it together (<see cref="Viewing.Gate"/>). Whatever fails ends in <see cref="PlayerView.Trouble"/>, never in an
/// exception; a session that breaks while it plays is tried again by itself.
/// </remarks>
internal sealed class FilmPlayer : IFilmPlayer
{
    /// <summary>A decoder gives sound in pieces of 20 to 25 ms: the device wants the last of one when the next has to be there.</summary>
    private static readonly TimeSpan Piece = TimeSpan.FromMilliseconds(25);

    /// <summary>What takes longer is a machine that stumbled, not what drawing takes.</summary>
    private static readonly TimeSpan LongestDrawing = TimeSpan.FromMilliseconds(25);

    private readonly object _gate = new();
    private readonly FilmPlayerOptions _options;
    private readonly FilmShow _show;
    private readonly Loudness _loudness;
    private readonly ISpeaker? _speaker;
    private Instant _takenAt;

    /// <summary>From a picture being taken to its being on the screen, as it has been of late: so much earlier it is taken.</summary>
    private TimeSpan _drawing;
    private bool _hasShown;
    private bool _isDisposed;

    public FilmPlayer(FilmPlayerOptions options)
    {
        _options = options;
        _loudness = new(options.Memory);
        _show = new(_gate, options);
        _speaker = options.Speaker(Fill, out string problem);
        if (_speaker is null)
            options.Note?.Invoke($"{problem}; the film is played in silence");
        if (_speaker is null)
            return;
        _show.SoundLead = _speaker.Latency + _speaker.Block + Piece;
        _speaker.Start();
    }

    /// <summary>What the last session came to, with what became of it on the screen; null before one is over.</summary>
    public PlayerResult? Result => _show.Result;

    /// <summary>The picture last given by <see cref="TryShow"/>: where it is in the film, and whether its time had come.</summary>
    public (MediaTime Position, bool IsPreview) LastShown { get; private set; }

    public Instant NextPicture
    {
        get
        {
            lock (_gate)
            {
                Instant next = _show.Viewing is { } viewing ? viewing.Pictures.Next(viewing.Playout.Clock) : Instant.Never;
                return next == Instant.Never || next < default(Instant) + _drawing ? next : next - _drawing;
            }
        }
    }

    public PlayerView View(Instant now)
    {
        lock (_gate)
            return FilmViewBuilder.Build(_show, _loudness, now);
    }

    public void Do(PlayerCommand command)
    {
        Instant now = _options.Clock();
        lock (_gate)
        {
            switch (command)
            {
                case PlayerCommand.SetVolume set:
                    _loudness.Set(set.Volume);
                    break;
                case PlayerCommand.ToggleMute:
                    _loudness.Toggle();
                    break;
                default:
                    _show.Do(command, now);
                    break;
            }
        }
    }

    public bool TryShow(Instant now, out VideoFrame? picture)
    {
        picture = null;
        lock (_gate)
        {
            _show.DiscardRetired();
            if (_show.Viewing is not { } viewing)
                return false;
            PictureDecision<VideoFrame> decision = viewing.Pictures.Decide(viewing.Playout.Clock, now + _drawing, _options.Refresh);
            if (decision.Verb == PictureVerb.Hold)
                return false;
            _takenAt = now;
            picture = decision.Picture;
            LastShown = (FilmAt(viewing, decision.Position), decision.Verb == PictureVerb.Preview);
            _show.Shown = new(decision.Position, viewing.Playout.Segment?.Number ?? 0, viewing.Playout.Clock.InstantOf(decision.Position));
            Monitor.PulseAll(_gate);
        }

        return picture is not null;
    }

    public void Presented(Instant at)
    {
        lock (_gate)
        {
            TimeSpan took = at - _takenAt < LongestDrawing ? at - _takenAt : LongestDrawing;
            _drawing += (took - _drawing) / 8;
            _show.Presented(LastShown.IsPreview, at);
        }

        if (_hasShown)
            return;
        _hasShown = true;
        _options.FirstPicture?.Invoke();
    }

    public bool TryShowSlide(Instant now, out VideoFrame? slide)
    {
        slide = null;
        lock (_gate)
            return _show.Viewing?.TryTakeSlide(now, out slide) ?? false;
    }

    /// <summary>Leaves the session cleanly, which takes a round trip; remembers where.</summary>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        _speaker?.Dispose();
        _show.Dispose();
    }

    /// <summary>Done when every session that runs now has been seen to its end.</summary>
    internal Task SettledAsync()
    {
        lock (_gate)
            return Task.WhenAll(_show.Departures.Running);
    }

    internal static MediaTime FilmAt(Viewing viewing, MediaTime position) => viewing.Playout.Segment?.FilmAt(position) ?? position;

    /// <summary>The sound device wants more; on its own thread.</summary>
    private void Fill(Span<float> samples)
    {
        lock (_gate)
        {
            if (_show.Viewing is not { } viewing)
                return;
            (viewing.Sound.Volume, viewing.Sound.IsMuted) = (_loudness.Volume, _loudness.IsMuted);
            viewing.Fill(samples, _options.Clock() + (_speaker?.Latency ?? TimeSpan.Zero));
            if (viewing.Find(TrackKind.Video) is not null || viewing.Sound.Heard is not { } heard)
                return;

            // Of a film without pictures it is the sound that says what is presented.
            _show.Shown = new(heard.Position, viewing.Playout.Segment?.Number ?? 0, null);
            _show.Presented(isPreview: true, heard.At);
        }
    }
}
