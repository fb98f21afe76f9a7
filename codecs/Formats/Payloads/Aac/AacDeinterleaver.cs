// RFC 3640 §3.2.3.2, §3.2.3.3: access units that come out of their order.
namespace Streaming.Formats.Payloads.Aac;

/// <summary>Takes access units out of packets and hands them on in the order of their times, each as soon as nothing before it can
/// come.</summary>
/// <remarks>
/// That is so when a unit follows on the one handed on last by its constant duration; when no unit between them is left that might come,
/// because it was in a packet that was lost; and when it is no later than the timestamp of a packet, since those rise: a packet begins with
/// the earliest unit that has not been sent. What has to wait longer than the sender promises bytes for, goes.
/// A unit no later than one that was handed on is refused, and so is one that is displaced further than the sender promises. A timestamp
/// that lies back by more than any displacement is that of a sender who has begun anew.
/// </remarks>
internal sealed class AacDeinterleaver : IDepacketizer
{
    /// <summary>Where the sender promises no bytes: 32 units of the largest size there is in mode AAC-hbr.</summary>
    private const int UsualBytes = 32 * AacPacketizer.MaxUnit;

    /// <summary>Whatever is promised.</summary>
    private const int MostBytes = 1 << 20;

    /// <summary>A second of units as short as there are (AAC-LD at 48 kHz: 480 samples), and twice as many.</summary>
    private const int MostUnits = 200;

    private readonly AacDepacketizer _packets;
    private readonly UnitStore _held = new();
    private readonly LostUnits _lost;
    private readonly SampleAssembler _ready = new();
    private readonly long _duration;
    private readonly long _displacement;
    private readonly int _bytes;
    private long? _last;
    private long _floor;
    private bool _isAfterLoss;
    private (long Stride, int Count) _shape;
    private int _refused;

    public AacDeinterleaver(in AuHeaderFormat format)
    {
        Invariant.That(format.UnitDuration > 0);
        _packets = new(format);
        (_duration, _displacement) = (format.UnitDuration, format.MaxDisplacement);
        _bytes = Math.Min(format.BufferSize > 0 ? format.BufferSize : UsualBytes, MostBytes);
        _lost = new(_duration);
    }

    public int Malformed => _packets.Malformed + _refused;

    public void Accept(ReadOnlySpan<byte> payload, long time, bool marker)
    {
        _ready.Reclaim();
        if (time < _last - _displacement - _duration)
            BeginAnew();
        _packets.Accept(payload, time, marker);
        (long, int) before = _shape;
        Hold(time);
        if (_isAfterLoss && _last is { } last && _shape == before)
            _lost.Infer(last + _duration, time, _shape.Stride, _shape.Count, _held);
        _isAfterLoss = false;
        _floor = time;
        Release();
    }

    public void Lost()
    {
        _ready.Reclaim();
        _packets.Lost();
        _isAfterLoss = true;
    }

    public void End()
    {
        _ready.Reclaim();
        _packets.End();
        HandOnAll();
    }

    public bool TryTake(out ReceivedSample sample) => _ready.TryTake(out sample);

    private void BeginAnew()
    {
        HandOnAll();
        _lost.Clear();
        _last = null;
    }

    /// <summary>Takes the units of a packet.</summary>
    private void Hold(long time)
    {
        long second = time;
        int count = 0;
        for (; _packets.TryTake(out ReceivedSample unit); count++)
        {
            second = count == 1 ? unit.Time : second;
            bool isFar = unit.Time - time - (count * _duration) > _displacement;
            if (isFar || unit.Time <= _last || !_held.TryAdd(unit.Time, unit.Bytes.Span))
                _refused++;
            while (_held.Count > MostUnits || (_held.Bytes > _bytes && _held.Count > 1))
                HandOn();
        }

        _shape = (second - time, count);
    }

    private void Release()
    {
        while (_held.Count > 0 && (_held.First <= _floor || Follows(_held.First)))
            HandOn();
    }

    /// <summary>Whether nothing is missing before it that might still come.</summary>
    private bool Follows(long time) =>
        _last is { } last && (IsNext(last, time) || _lost.AreAll(last + _duration, time));

    /// <summary>Times may be rounded, and a sender's line begin anew, by less than half of a unit.</summary>
    private bool IsNext(long last, long time) => time - last <= _duration + (_duration / 2);

    private void HandOnAll()
    {
        while (_held.Count > 0)
            HandOn();
    }

    private void HandOn()
    {
        long time = _held.First;
        bool followsGap = _last is { } last && !IsNext(last, time);
        _ready.Begin(time);
        _ = _ready.TryAppend(_held.TakeFirst());
        _ready.Finish(isComplete: true, followsGap);
        _last = time;
        _lost.ForgetThrough(time);
    }
}
