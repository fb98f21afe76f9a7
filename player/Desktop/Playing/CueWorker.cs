using Streaming.Ffmpeg.Decoding;
using Streaming.Formats.Media;
using Streaming.Formats.Payloads.TimedText;
using Streaming.Player.Playout;
using Streaming.Player.Sessions;

namespace Streaming.Player.Desktop.Playing;

/// <summary>Reads subtitles, decodes slides shortly before their time, and keeps the playout's deadlines.</summary>
internal sealed class CueWorker(Viewing viewing) : Worker(viewing)
{
    /// <summary>A slide of a projector's size is decoded in some ten milliseconds, on a busy machine in a few times that.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMilliseconds(300);

    private SlideCue? _slide;

    protected override TimeSpan Patience => Viewing.Playout.Next - Viewing.Now;

    protected override bool TryTake()
    {
        Instant now = Viewing.Now;
        if (Viewing.Playout.Next <= now)
            Viewing.Playout.Advance(now);
        foreach (ActiveStream stream in Viewing.Playout.Streams)
        {
            while (IsOurs(stream) && Viewing.Playout.TryTake(stream, out CodedSample? sample))
                Take(stream, sample);
        }

        SlideCue? slide = Viewing.Slides.At(Viewing.Playout.Clock.PositionAt(now) + Ahead);
        bool isOther = slide != _slide;
        _slide = slide;
        return isOther;
    }

    protected override void Do()
    {
        VideoFrame? picture = null;
        if (_slide is { } slide && !StillDecoder.TryDecode(slide.Coded, out picture, out string trouble))
            Viewing.Note($"a slide is not shown: {trouble}");
        Viewing.SlideReady(picture, _slide?.Position ?? default);
    }

    protected override void CleanUp()
    {
    }

    private static bool IsOurs(ActiveStream stream) => stream.Setup.Track.Kind is TrackKind.Text or TrackKind.Slides;

    private void Take(ActiveStream stream, CodedSample sample)
    {
        if (stream.Setup.Track.Kind == TrackKind.Slides)
            Viewing.Slides.Add(new(sample.Bytes.ToArray(), sample.Position), sample.Position, null, sample.Segment);
        else if (TimedTextCue.TryParse(sample.Bytes, out TimedTextCue? cue))
            Viewing.TextOf(stream).Add(cue.Text, sample.Position, null, sample.Segment);
        sample.Release();
    }
}
