using Streaming.Ffmpeg.Decoding;
using Streaming.Formats.Media;
using Streaming.Player.Playout;
using Streaming.Player.Sessions;
using Streaming.Player.Sound;

namespace Streaming.Player.Desktop.Playing;

/// <summary>One session while it is watched: its playout, its decoders, its pictures, cues and sound, behind one lock.</summary>
/// <remarks>
/// The loop of the session, three worker threads, the sound device and the window meet here. Everything but what is marked otherwise is
/// used under <see cref="Gate"/>; nothing under it takes long, and decoding never happens there.
/// </remarks>
internal sealed class Viewing : IDisposable
{
    /// <summary>Of every device; SDL converts.</summary>
    private const int SoundRate = 48_000;

    private readonly Func<Instant> _clock;
    private readonly Action<string> _note;
    private readonly VideoWorker _video;
    private readonly SoundWorker _sound;
    private readonly CueWorker _cues;
    private readonly Dictionary<ActiveStream, CueList<string>> _texts = [];
    private readonly Queue<VideoFrame> _usedSlides = new();
    private (VideoFrame? Picture, MediaTime Position)? _slide;

    /// <param name="gate">The one lock.</param>
    /// <param name="open">Makes the client, given who listens to it.</param>
    /// <param name="note">Told what the viewer should know.</param>
    public Viewing(
        object gate, PlayoutOptions options, IDecoders decoders, Func<Instant> clock, Action<string> note,
        Func<Viewing, IStreamListener, IFilmClient> open)
    {
        Gate = gate;
        _clock = clock;
        _note = note;
        Playout = new(options);
        Sound = new(Playout.Clock, SoundRate, DecodedSound.Channels);
        _video = new(this, decoders);
        _sound = new(this, decoders);
        _cues = new(this);
        Client = open(this, new GatedListener(this));
    }

    public object Gate { get; }

    public IFilmClient Client { get; }

    public SessionPlayout Playout { get; }

    public PictureQueue<VideoFrame> Pictures { get; } = new(picture => picture.Dispose());

    public SoundPath Sound { get; }

    /// <summary>64 slides of 100 kB, coded: 6 MB.</summary>
    public CueList<SlideCue> Slides { get; } = new(64);

    public PictureLossWatch Losses { get; } = new(new LossPolicy());

    public SkewMeter Skew { get; } = new();

    /// <summary>Streams of which nothing more comes in this play.</summary>
    public HashSet<ActiveStream> Ended { get; } = [];

    /// <summary>The first segment that the present pictures are of: what came before it is out of date.</summary>
    public int FreshSince { get; private set; }

    /// <summary>No lock needed.</summary>
    public bool IsOver { get; private set; }

    /// <summary>No lock needed.</summary>
    public Instant Now => _clock();

    public IReadOnlyList<ActiveStream> Streams => Playout.Streams;

    public long DecoderDrops => _video.Drops + _sound.Drops;

    public string PictureDecoder => _video.Decoder;

    /// <summary>A picture may be shown earlier than was known: whoever sleeps looks again. No lock.</summary>
    public event Action? Ready;

    /// <summary>The network would bear less than what comes. No lock.</summary>
    public event Action? TooMuchLost;

    /// <summary>One of the threads has met what it cannot bear. No lock.</summary>
    public event Action<Exception>? Failed;

    public void Start()
    {
        _video.Start("pictures");
        _sound.Start("sound");
        _cues.Start("cues");
    }

    public ActiveStream? Find(TrackKind kind) => Streams.FirstOrDefault(stream => stream.Setup.Track.Kind == kind);

    public CueList<string> TextOf(ActiveStream stream)
    {
        if (_texts.TryGetValue(stream, out CueList<string>? cues))
            return cues;
        _texts[stream] = cues = new();
        if (Playout.Segment is { } segment)
            cues.Begin(segment);
        return cues;
    }

    public void StreamsChanged(IReadOnlyList<ActiveStream> streams)
    {
        foreach (ActiveStream gone in _texts.Keys.Where(stream => !streams.Contains(stream)).ToArray())
            _texts.Remove(gone);
        Ended.RemoveWhere(stream => !streams.Contains(stream));
    }

    public void Began(PlaySegment segment, Instant now)
    {
        Ended.Clear();
        Pictures.Begin(segment);
        Slides.Begin(segment);
        Losses.Begin(segment);
        Sound.Begin(segment);
        foreach (CueList<string> cues in _texts.Values)
            cues.Begin(segment);
        if (segment.GoesOn)
            return;
        FreshSince = segment.Number;
        Skew.Interrupted();
    }

    /// <summary>The sound device wants more; what it gets is measured against the picture.</summary>
    public void Fill(Span<float> samples, Instant heardAt)
    {
        bool hadRoom = Sound.HasRoom;
        Sound.Fill(samples, heardAt);
        if (Sound.Heard is { } heard)
            Skew.SoundHeard(heard.Position, heard.At, Playout.Clock.Rate);
        else
            Skew.Interrupted();
        if (!hadRoom)
            Monitor.PulseAll(Gate);
    }

    /// <summary>The decoder of slides has the next one. No lock needed.</summary>
    public void SlideReady(VideoFrame? picture, MediaTime position)
    {
        lock (Gate)
        {
            if (_slide is { Picture: { } overtaken })
                _usedSlides.Enqueue(overtaken);
            _slide = (picture, position);
        }

        Ready?.Invoke();
    }

    /// <summary>The slide whose time has come, once. The one before stays good until the next call.</summary>
    public bool TryTakeSlide(Instant now, out VideoFrame? slide)
    {
        slide = null;
        if (_slide is not { } next || (next.Picture is not null && next.Position > Playout.Clock.PositionAt(now)))
            return false;
        while (_usedSlides.Count > 1)
            _usedSlides.Dequeue().Dispose();
        slide = next.Picture;
        if (slide is not null)
            _usedSlides.Enqueue(slide);
        _slide = null;
        return true;
    }

    public void PictureReady() => Ready?.Invoke();

    public void WishLower() => TooMuchLost?.Invoke();

    public void Fail(Exception fault) => Failed?.Invoke(fault);

    public void Note(string what) => _note(what);

    /// <summary>Ends the threads. What was shown is given back by <see cref="Dispose"/>, when nobody looks at it any more.</summary>
    public void End()
    {
        lock (Gate)
        {
            IsOver = true;
            Monitor.PulseAll(Gate);
        }
    }

    /// <summary>Not under the lock: waits for the threads.</summary>
    public void Dispose()
    {
        End();
        _video.Join();
        _sound.Join();
        _cues.Join();
        lock (Gate)
        {
            Pictures.Dispose();
            Playout.Dispose();
            _slide?.Picture?.Dispose();
            _slide = null;
            while (_usedSlides.TryDequeue(out VideoFrame? slide))
                slide.Dispose();
        }
    }
}
