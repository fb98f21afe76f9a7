// RFC 4396: RTP payload format for 3GPP timed text.
using System.Buffers.Binary;

namespace Streaming.Formats.Payloads.TimedText;

/// <summary>Rebuilds samples as a file stores them: a 16-bit length, the text, modifier boxes.</summary>
/// <remarks>
/// Several whole samples in a packet follow one another in time by their durations. Fragments are numbered, so that a sample is known
/// to be whole; one that lost a fragment is given up. Sample descriptions in band (TYPE 5) are passed over.
/// </remarks>
internal sealed class TimedTextDepacketizer : IDepacketizer
{
    private readonly SampleAssembler _samples = new();
    private int _total;
    private int _last;
    private int _count;
    private int _textSize;
    private bool _afterGap = true;

    public int Malformed { get; private set; }

    public void Accept(ReadOnlySpan<byte> payload, long time, bool marker)
    {
        _samples.Reclaim();
        if (_samples.IsOpen && _samples.Time != time)
            _samples.GiveUp();
        if (!TryAdd(payload, time))
        {
            // The rest of a sample whose beginning was lost is no fault of its own.
            Malformed += _afterGap ? 0 : 1;
            _samples.GiveUp();
        }

        _afterGap = _afterGap && !_samples.IsOpen && !marker;
    }

    public void Lost()
    {
        _samples.Reclaim();
        _samples.GiveUp();
        _afterGap = true;
    }

    public void End() => Lost();

    public bool TryTake(out ReceivedSample sample) => _samples.TryTake(out sample);

    private bool TryAdd(ReadOnlySpan<byte> payload, long time)
    {
        if (payload.IsEmpty)
            return false;
        while (!payload.IsEmpty)
        {
            if (payload.Length < 3)
                return false;
            int length = BinaryPrimitives.ReadUInt16BigEndian(payload[1..]);
            if (length < 2 || length > payload.Length - TimedTextUnit.Uncounted)
                return false;
            ByteReader body = new(payload.Slice(3, length - 2));
            bool isUtf16 = (payload[0] & TimedTextUnit.Utf16) != 0;
            bool isGood = (payload[0] & TimedTextUnit.TypeMask) switch
            {
                TimedTextUnit.Whole => TryAddWhole(ref body, isUtf16, ref time),
                TimedTextUnit.Text => TryAddFragment(ref body, time, isText: true, isUtf16),
                TimedTextUnit.FirstModifiers or TimedTextUnit.LaterModifiers => TryAddFragment(ref body, time, isText: false, isUtf16),
                _ => true,
            };
            if (!isGood)
                return false;
            payload = payload[(TimedTextUnit.Uncounted + length)..];
        }

        return true;
    }

    private bool TryAddWhole(ref ByteReader body, bool isUtf16, ref long time)
    {
        if (!body.TrySkip(1) || !body.TryReadUInt24(out int duration) || !body.TryReadUInt16(out ushort textSize)
            || textSize > body.Remaining)
        {
            return false;
        }

        _samples.Begin(time);
        _textSize = textSize;
        if (!TryOpenText(isUtf16) || !_samples.TryAppend(body.Rest))
            return false;
        FinishSample();
        time += duration;
        return true;
    }

    private bool TryAddFragment(ref ByteReader body, long time, bool isText, bool isUtf16)
    {
        if (!body.TryReadByte(out byte numbers) || !body.TrySkip(3) || (isText && !body.TrySkip(3)) || body.Remaining == 0)
            return false;
        int total = numbers >> 4, number = numbers & 15;

        // Deviation: some senders (GPAC's) number fragments from 0 and not from 1; either way a whole sample has TOTAL of them.
        bool isFirst = number == 0 || (number == 1 && !(_samples.IsOpen && _last == 0));
        if (isFirst)
        {
            _samples.Begin(time);
            _total = total;
            _count = 0;
            _textSize = 0;
            if (!TryOpenText(isText && isUtf16))
                return false;
        }
        else if (!_samples.IsOpen || number != _last + 1 || total != _total)
        {
            return false;
        }

        _last = number;
        _count++;
        _textSize += isText ? body.Remaining : 0;
        if (!_samples.TryAppend(body.Rest))
            return false;
        if (_count == _total)
            FinishSample();
        return true;
    }

    /// <summary>Leaves room for the length, which is known at the end only, and puts the byte order mark back.</summary>
    private bool TryOpenText(bool isUtf16)
    {
        _textSize += isUtf16 ? TimedTextUnit.ByteOrderMark.Length : 0;
        return _samples.TryAppend([0, 0]) && (!isUtf16 || _samples.TryAppend(TimedTextUnit.ByteOrderMark));
    }

    private void FinishSample()
    {
        if (_textSize > ushort.MaxValue)
        {
            _samples.GiveUp();
            return;
        }

        BinaryPrimitives.WriteUInt16BigEndian(_samples.Bytes, (ushort)_textSize);
        _samples.Finish(isComplete: true);
    }
}
