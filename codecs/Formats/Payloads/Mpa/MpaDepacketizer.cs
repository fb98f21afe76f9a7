// RFC 2250 §3.2, §3.5: MPEG-1 and MPEG-2 audio elementary streams, payload type 14.
using System.Buffers.Binary;

namespace Streaming.Formats.Payloads.Mpa;

/// <summary>Takes one or several audio frames out of a packet, or collects one that was sent in fragments.</summary>
/// <remarks>
/// Nothing in the payload header says where a frame ends: the frame's own header does. Free format, which does not say it either,
/// is refused.
/// </remarks>
internal sealed class MpaDepacketizer : IDepacketizer
{
    private readonly SampleAssembler _samples = new();
    private int _expected;
    private bool _afterGap = true;

    public int Malformed { get; private set; }

    public void Accept(ReadOnlySpan<byte> payload, long time, bool marker)
    {
        _samples.Reclaim();
        if (!TryAdd(payload, time))
        {
            // The rest of a frame whose beginning was lost is no fault of its own.
            Malformed += _afterGap ? 0 : 1;
            _samples.GiveUp();
        }

        _afterGap = false;
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
        if (payload.Length <= MpaPacketizer.HeaderSize)
            return false;
        int offset = BinaryPrimitives.ReadUInt16BigEndian(payload[2..]);
        ReadOnlySpan<byte> data = payload[MpaPacketizer.HeaderSize..];
        return offset > 0 ? TryAddFragment(data, offset, time) : TryAddFrames(data, time);
    }

    private bool TryAddFrames(ReadOnlySpan<byte> data, long time)
    {
        long instants = 0;
        while (!data.IsEmpty)
        {
            if (!MpegAudioHeader.TryParse(data, out MpegAudioHeader frame) || frame.FrameSize < MpegAudioHeader.Size)
                return false;
            _samples.Begin(time + ClockRate.Rescale(instants, ClockRate.Video.Hertz, frame.SampleRate));
            _expected = frame.FrameSize;
            if (data.Length < _expected)
                return _samples.TryAppend(data);
            if (!_samples.TryAppend(data[.._expected]))
                return false;
            _samples.Finish(isComplete: true);
            data = data[_expected..];
            instants += frame.Samples;
        }

        return true;
    }

    private bool TryAddFragment(ReadOnlySpan<byte> data, int offset, long time)
    {
        if (!_samples.IsOpen || _samples.Time != time || _samples.Length != offset || offset + data.Length > _expected
            || !_samples.TryAppend(data))
        {
            return false;
        }

        if (_samples.Length == _expected)
            _samples.Finish(isComplete: true);
        return true;
    }
}
