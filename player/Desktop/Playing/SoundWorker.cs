using Streaming.Ffmpeg.Decoding;
using Streaming.Formats.Media;
using Streaming.Player.Playout;
using Streaming.Player.Sessions;

namespace Streaming.Player.Desktop.Playing;

/// <summary>Decodes the sound, as long as there is room for it.</summary>
internal sealed class SoundWorker(Viewing viewing, IDecoders decoders) : Worker(viewing)
{
    private ISoundDecoder? _decoder;
    private ActiveStream? _stream;
    private ActiveStream? _next;
    private CodedSample? _sample;
    private Instant _taken;
    private int _segment;
    private bool _isFresh;
    private bool _isDrained;

    /// <summary>Frames the decoder could not use.</summary>
    public long Drops { get; private set; }

    protected override bool TryTake()
    {
        if (Viewing.Find(TrackKind.Audio) is not { } stream || !Viewing.Sound.HasRoom)
            return false;
        _taken = Viewing.Now;
        _next = stream;
        if (!Viewing.Playout.TryTake(stream, out _sample))
            return stream == _stream && !_isDrained && _decoder is not null && Viewing.Ended.Contains(stream);
        _isDrained = false;
        _isFresh |= _sample.Segment != _segment && Viewing.FreshSince > _segment;
        _segment = _sample.Segment;
        return true;
    }

    protected override void Do()
    {
        if (_isFresh)
            _decoder?.Flush();
        _isFresh = false;
        if (_sample is not { } sample)
        {
            _isDrained = true;
            _decoder!.Drain();
            Deliver(_next!);
            _decoder.Flush();
            Finish(_next!);
            return;
        }

        if (Open(_next!))
        {
            _decoder!.Accept(sample.Bytes, sample.Position, sample.FollowsLoss);
            Drops = _decoder.Counters.Failed;
            Deliver(_next!);
        }

        sample.Release();
        _sample = null;
    }

    protected override void CleanUp() => _decoder?.Dispose();

    private bool Open(ActiveStream stream)
    {
        if (_stream == stream)
            return _decoder is not null;
        _decoder?.Dispose();
        _stream = stream;
        if (!decoders.TryOpen(stream.Setup.Track.Payload!, out _decoder, out string trouble))
            Viewing.Note($"no sound: {trouble}");
        return _decoder is not null;
    }

    /// <summary>The end of the sound fades, unless another play has begun meanwhile.</summary>
    private void Finish(ActiveStream stream)
    {
        lock (Gate)
        {
            if (Viewing.Ended.Contains(stream))
                Viewing.Sound.Finish();
        }
    }

    private void Deliver(ActiveStream stream)
    {
        while (_decoder!.TryTake(out DecodedSound sound))
        {
            lock (Gate)
            {
                Viewing.Sound.Offer(sound.Position, sound.Samples, _segment);
                Viewing.Playout.Decoded(stream, _taken, Viewing.Now);
            }
        }
    }
}
