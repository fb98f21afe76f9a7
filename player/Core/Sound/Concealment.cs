namespace Streaming.Player.Sound;

/// <summary>What is heard where a block is missing: the last period of what came before, over and over, fading to silence.</summary>
/// <remarks>The idea of ITU-T G.711 appendix I: full for 20 ms, gone after 60. Sound without a period repeats its last 16 ms.</remarks>
internal sealed class Concealment
{
    private readonly SampleStore _store;
    private readonly Similarity _similarity;
    private readonly float[] _period;
    private readonly int _shortest, _longest, _window, _full, _soften;
    private readonly float[] _step;
    private int _length;
    private int _done;

    public Concealment(SampleStore store, int rate)
    {
        _store = store;
        (_shortest, _longest, _window) = (rate / 400, rate * 16 / 1_000, rate / 100);
        (_full, Length, _soften) = (rate * 20 / 1_000, rate * 60 / 1_000, rate * 2 / 1_000);
        _similarity = new(store.Channels, _window, _longest - _shortest);
        _period = new float[_longest * store.Channels];
        _step = new float[store.Channels];
    }

    /// <summary>Frames until silence.</summary>
    public int Length { get; }

    /// <summary>The end of the store is where sound is missing from.</summary>
    /// <param name="first">Nothing before it belongs to the same stretch of sound.</param>
    public void Begin(long first)
    {
        _done = 0;
        int behind = (int)Math.Min(_store.End - Math.Max(first, _store.Begin), _longest + _window);
        int far = Math.Min(_longest, behind - _window);
        _length = far < _shortest ? 0 : PeriodOf(far);
        if (_length > 0)
            Keep(behind);
        else if (behind > 0)
            _store.Frames(_store.End - 1, 1).CopyTo(_step);
        else
            Array.Clear(_step);
    }

    /// <summary>The next frames of it.</summary>
    public void Write(Span<float> output)
    {
        int channels = _store.Channels;
        for (int i = 0; i < output.Length / channels; i++, _done++)
        {
            float gain = GainAt(_done);
            float soften = _done < _soften ? 0.5f + (0.5f * MathF.Cos(MathF.PI * _done / _soften)) : 0;
            for (int channel = 0; channel < channels; channel++)
            {
                float sample = _length == 0 ? 0 : _period[(_done % _length * channels) + channel] * gain;
                output[(i * channels) + channel] = sample + (_step[channel] * soften);
            }
        }
    }

    private float GainAt(int frame) => frame < _full ? 1
        : frame >= Length ? 0
        : 0.5f + (0.5f * MathF.Cos(MathF.PI * (frame - _full) / (Length - _full)));

    private int PeriodOf(int far)
    {
        const float hasPeriod = 0.5f;
        long place = _store.End - _window;
        (int lag, float likeness) = _similarity.Best(_store, place, -_shortest, -far, bias: 0);
        return likeness < hasPeriod ? far : -lag;
    }

    /// <summary>Copies the period, its end bent to lead into its beginning, and remembers the step from what was heard last.</summary>
    private void Keep(int behind)
    {
        int channels = _store.Channels, blend = Math.Min(_length / 4, behind - _length);
        ReadOnlySpan<float> last = _store.Frames(_store.End - _length, _length);
        ReadOnlySpan<float> before = _store.Frames(_store.End - _length - blend, blend);
        last.CopyTo(_period);
        for (int i = 0; i < blend * channels; i++)
        {
            float weight = ((i / channels) + 0.5f) / blend;
            int at = ((_length - blend) * channels) + i;
            _period[at] += (before[i] - _period[at]) * weight;
        }

        ReadOnlySpan<float> end = last[^channels..];
        for (int channel = 0; channel < channels; channel++)
            _step[channel] = end[channel] - (blend > 0 ? before[^(channels - channel)] : end[channel]);
    }
}
