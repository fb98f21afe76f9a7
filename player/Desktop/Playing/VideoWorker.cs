using Streaming.Ffmpeg.Decoding;
using Streaming.Formats.Media;
using Streaming.Player.Playout;
using Streaming.Player.Sessions;

namespace Streaming.Player.Desktop.Playing;

/// <summary>Decodes the picture: takes samples as long as there is room, and does what <see cref="LossPolicy"/> says.</summary>
internal sealed class VideoWorker(Viewing viewing, IDecoders decoders) : Worker(viewing)
{
    private IPictureDecoder? _decoder;
    private ActiveStream? _stream;
    private int _segment;
    private bool _isTrick;
    private bool _isDrained;
    private bool _isHolding;

    /// <summary>What was taken: a sample, or null to draw out what the decoder holds back.</summary>
    private CodedSample? _sample;
    private ActiveStream? _next;
    private LossVerb _verb;
    private Instant _taken;

    /// <summary>What the decoder holds is of another play.</summary>
    private bool _isFresh;

    /// <summary>The first key picture of a play is decoded by itself, to be there at once.</summary>
    private bool _wantsPreview;
    private MediaTime? _previewed;

    /// <summary>Access units the decoder could not use.</summary>
    public long Drops { get; private set; }

    /// <summary>"h264 (vaapi)"; empty before the first.</summary>
    public string Decoder { get; private set; } = "";

    protected override bool TryTake()
    {
        if (Viewing.Find(TrackKind.Video) is not { } stream || !Viewing.Pictures.HasRoom)
            return false;
        _taken = Viewing.Now;
        _verb = LossVerb.None;
        _next = stream;
        if (!Viewing.Playout.TryTake(stream, out _sample))
            return MayDrain(stream);
        _isDrained = false;
        Enter(_sample);
        Viewing.Losses.Accept(_sample);
        if (!_isTrick)
            _verb = Viewing.Losses.Decide(stream.Setup.Track.TakesPictureLoss, _taken);
        return true;
    }

    protected override void Do()
    {
        if (_isFresh)
            _decoder?.Flush();
        _isFresh = false;
        if (_sample is not { } sample)
        {
            Drain(_next!);
            return;
        }

        Obey(_verb, sample);
        if (Open(_next!))
            Decode(sample, _taken);
        sample.Release();
        _sample = null;
    }

    protected override void CleanUp() => _decoder?.Dispose();

    private bool MayDrain(ActiveStream stream) => !_isDrained && _decoder is not null && Viewing.Ended.Contains(stream);

    /// <summary>Of another play than the one before? Under the lock.</summary>
    private void Enter(CodedSample sample)
    {
        if (sample.Segment == _segment)
            return;
        bool isNew = Viewing.FreshSince > _segment && sample.Segment >= Viewing.FreshSince;
        _segment = sample.Segment;
        _isTrick = Viewing.Playout.Segment is { Scale: not 1 };
        if (!isNew)
            return;
        _wantsPreview = true;
        _isFresh = true;
        _isHolding = false;
    }

    private bool Open(ActiveStream stream)
    {
        if (_stream == stream)
            return _decoder is not null;
        _decoder?.Dispose();
        _stream = stream;
        if (!decoders.TryOpen(stream.Setup.Track.Payload!, out _decoder, out string trouble))
            Viewing.Note($"no picture: {trouble}");
        Decoder = _decoder?.Name ?? "";
        return _decoder is not null;
    }

    private void Obey(LossVerb verb, CodedSample sample)
    {
        switch (verb)
        {
            case LossVerb.HoldPicture:
                _isHolding = true;
                break;
            case LossVerb.AskForKeyPicture:
                _isHolding = false;
                Viewing.Client.RequestKeyPicture(sample.Stream);
                break;
            case LossVerb.WishLower:
                Viewing.WishLower();
                break;
            default:
                _isHolding = false;
                break;
        }
    }

    private void Decode(CodedSample sample, Instant taken)
    {
        // Run through by its key pictures, a film has nothing to reorder: each is shown by itself.
        if (_isTrick || (_wantsPreview && sample.IsKey))
        {
            _previewed = null;
            if (_decoder!.TryPreview(sample.Bytes, sample.Position, out DecodedPicture preview))
            {
                Deliver(preview, sample.Stream, taken);
                _previewed = sample.Position;
            }

            _wantsPreview = false;
            if (_isTrick)
                return;
        }

        _decoder!.Accept(sample.Bytes, sample.Position, !sample.IsComplete || sample.FollowsLoss);
        Drops = _decoder.Counters.Failed;
        while (_decoder.TryTake(out DecodedPicture picture))
        {
            // What was shown as a preview comes again in its turn.
            if (picture.Position == _previewed)
                picture.Frame.Dispose();
            else
                Deliver(picture, sample.Stream, taken);
        }
    }

    private void Drain(ActiveStream stream)
    {
        _isDrained = true;
        _decoder!.Drain();
        while (_decoder.TryTake(out DecodedPicture picture))
            Deliver(picture, stream, Viewing.Now);
        _decoder.Flush();
    }

    private void Deliver(in DecodedPicture picture, ActiveStream stream, Instant taken)
    {
        lock (Gate)
        {
            // Whoever waits for the next key picture sees the last good one rather than a broken one.
            if (Viewing.IsOver || (_isHolding && picture.IsDamaged))
            {
                picture.Frame.Dispose();
                return;
            }

            Viewing.Pictures.Add(picture.Frame, picture.Position, _segment);
            Viewing.Playout.Decoded(stream, taken, Viewing.Now);
        }

        Viewing.PictureReady();
    }
}
