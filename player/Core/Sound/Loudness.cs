namespace Streaming.Player.Sound;

/// <summary>Volume and mute, moved slowly enough to make no click; what a raised volume would clip is rounded off.</summary>
internal sealed class Loudness(int rate, int channels)
{
    public const double Most = 1.5;

    /// <summary>From silence to full in 20 ms.</summary>
    private readonly float _step = 1 / (rate * 0.02f);
    private float _gain = 1;

    /// <summary>0 … 1.5; what is outside is taken as the nearest.</summary>
    public double Volume
    {
        get;
        set => field = double.IsNaN(value) ? field : Math.Clamp(value, 0, Most);
    } = 1;

    public bool IsMuted { get; set; }

    public void Apply(Span<float> samples)
    {
        float wanted = IsMuted ? 0 : (float)Volume;
        for (int i = 0; i < samples.Length; i += channels)
        {
            _gain += Math.Clamp(wanted - _gain, -_step, _step);
            for (int channel = 0; channel < channels; channel++)
            {
                float sample = samples[i + channel] * _gain;
                samples[i + channel] = !float.IsFinite(sample) ? 0 : _gain > 1 ? Round(sample) : sample;
            }
        }
    }

    /// <summary>Straight up to a knee that comes down with the gain, and never beyond 1 after it.</summary>
    private float Round(float sample)
    {
        float knee = 1 - (0.4f * (_gain - 1)), size = MathF.Abs(sample);
        return size <= knee ? sample : MathF.CopySign(knee + ((1 - knee) * MathF.Tanh((size - knee) / (1 - knee))), sample);
    }
}
