// RFC 3640: MPEG-4 elementary streams; mode AAC-hbr (§3.3.6), AAC-lbr (§3.3.5) and their like.
using System.Buffers.Binary;

namespace Streaming.Formats.Payloads.Aac;

/// <summary>Takes one or several access units out of a packet, or collects one that was sent in fragments.</summary>
/// <remarks>
/// A fragment is a packet with a single header whose size is larger than what follows; nothing tells the first from the others, but
/// all carry the size of the whole, so that a unit without its beginning never reaches it.
/// </remarks>
internal sealed class AacDepacketizer(AuHeaderFormat format) : IDepacketizer
{
    private readonly AuHeaderFormat _format = format;
    private readonly SampleAssembler _samples = new();
    private int _expected;

    public int Malformed { get; private set; }

    public void Accept(ReadOnlySpan<byte> payload, long time, bool marker)
    {
        _samples.Reclaim();
        if (_samples.IsOpen && _samples.Time != time)
            _samples.GiveUp();
        if (TryAdd(payload, time, marker))
            return;
        Malformed++;
        _samples.GiveUp();
    }

    public void Lost()
    {
        _samples.Reclaim();
        _samples.GiveUp();
    }

    public void End() => Lost();

    public bool TryTake(out ReceivedSample sample) => _samples.TryTake(out sample);

    private bool TryAdd(ReadOnlySpan<byte> payload, long time, bool marker)
    {
        if (!BinaryPrimitives.TryReadUInt16BigEndian(payload, out ushort headerBits))
            return false;
        int headerBytes = (headerBits + 7) / 8;
        if (headerBits < _format.SizeBits + _format.IndexBits || payload.Length < 2 + headerBytes)
            return false;

        BitReader headers = new(payload.Slice(2, headerBytes));
        ReadOnlySpan<byte> data = payload[(2 + headerBytes)..];
        int later = headerBits - _format.SizeBits - _format.IndexBits;
        int count = 1 + (later / (_format.SizeBits + _format.IndexDeltaBits));
        _ = headers.TryRead(_format.SizeBits, out uint first);
        _ = headers.TryRead(_format.IndexBits, out _);
        if (count == 1 && first > data.Length)
            return TryAddFragment(data, (int)first, time, marker);

        return !_samples.IsOpen && TryAddUnits(ref headers, (int)first, count, data, time);
    }

    /// <summary>Whole units; each lies its index after the first one in time. RFC 3640 §3.2.1.1.</summary>
    private bool TryAddUnits(ref BitReader headers, int size, int count, ReadOnlySpan<byte> data, long time)
    {
        long at = time;
        for (int unit = 0; unit < count; unit++)
        {
            if (unit > 0)
            {
                _ = headers.TryRead(_format.SizeBits, out uint next);
                _ = headers.TryRead(_format.IndexDeltaBits, out uint skipped);
                size = (int)next;
                at += (skipped + 1) * _format.UnitDuration;
            }

            if (size == 0 || size > data.Length)
                return false;
            _samples.Begin(at);
            if (!_samples.TryAppend(data[..size]))
                return false;
            _samples.Finish(isComplete: true);
            data = data[size..];
        }

        return true;
    }

    private bool TryAddFragment(ReadOnlySpan<byte> data, int size, long time, bool marker)
    {
        if (!_samples.IsOpen)
        {
            _samples.Begin(time);
            _expected = size;
        }

        if (size != _expected || data.IsEmpty || _samples.Length + data.Length > size || !_samples.TryAppend(data))
            return false;
        if (_samples.Length == size)
            _samples.Finish(isComplete: true);
        else if (marker)
            _samples.GiveUp();
        return true;
    }
}
