using Streaming.Ffmpeg.Decoding.Native;

namespace Streaming.Ffmpeg.Decoding;

/// <summary>Makes stereo in floats, at one rate, of whatever a decoder gives.</summary>
internal sealed unsafe class SoundConverter(int rate) : IDisposable
{
    /// <summary>Floats for one call: a second of stereo. The longest frame of any coding has 120 ms (Opus).</summary>
    private readonly float[] _samples = new float[rate * DecodedSound.Channels];
    private ResamplerHandle? _resampler;
    private Source _for;

    private readonly record struct Source(int Format, int Rate, int Order, int Count, ulong Mask);

    public int Rate => rate;

    /// <summary>Whether the frame is of the same kind as those before, so that the same resampler goes on.</summary>
    public bool Continues(FrameFields frame) => _resampler is not null && _for == Describe(frame);

    /// <summary>Begins anew for frames like this one; what was held back is gone.</summary>
    public bool TryStart(FrameFields frame)
    {
        Stop();
        Source source = Describe(frame);
        if (source.Rate <= 0 || source.Count <= 0)
            return false;
        nint pointer = 0;
        if (Libraries.Loaded.HasChannelLayouts)
        {
            ChannelLayoutValue stereo = ChannelLayoutValue.Stereo;
            _ = Swresample.NewContext(
                &pointer, &stereo, AvUtil.SamplesFloat, rate, frame.Channels, source.Format, source.Rate, 0, 0);
        }
        else
        {
            long mask = source.Mask != 0 ? (long)source.Mask : AvUtil.UsualMask(source.Count);
            pointer = Swresample.NewContext(0, 3, AvUtil.SamplesFloat, rate, mask, source.Format, source.Rate, 0, 0);
        }

        if (pointer == 0)
            return false;
        _resampler = new(pointer);
        _for = source;
        if (Swresample.Open(_resampler) >= 0)
            return true;
        Stop();
        return false;
    }

    public void Stop()
    {
        _resampler?.Dispose();
        _resampler = null;
    }

    /// <summary>What comes out when the frame goes in; valid until the next call.</summary>
    public ReadOnlySpan<float> Convert(FrameFields frame) => Convert(frame.ExtendedData, frame.SampleCount);

    /// <summary>What the resampler held back.</summary>
    public ReadOnlySpan<float> Finish() => _resampler is null ? [] : Convert(null, 0);

    public void Dispose() => Stop();

    private ReadOnlySpan<float> Convert(byte** from, int count)
    {
        if (_resampler is null)
            return [];
        fixed (float* samples = _samples)
        {
            byte* to = (byte*)samples;
            int made = Swresample.Convert(_resampler, &to, _samples.Length / DecodedSound.Channels, from, count);
            return _samples.AsSpan(0, Math.Max(0, made) * DecodedSound.Channels);
        }
    }

    private static Source Describe(FrameFields frame)
    {
        if (Libraries.Loaded.HasChannelLayouts)
        {
            ChannelLayoutValue layout = *frame.Channels;
            ulong mask = layout.Order == ChannelLayoutValue.Native ? layout.Mask : 0;
            return new(frame.Format, frame.SampleRate, layout.Order, layout.Count, mask);
        }

        (long old, int count) = frame.OldChannels;
        return new(frame.Format, frame.SampleRate, 0, count, (ulong)old);
    }
}
