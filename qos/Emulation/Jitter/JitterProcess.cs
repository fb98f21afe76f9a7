using Streaming.Emulation.Chance;
using Streaming.Primitives.Chance;

namespace Streaming.Emulation.Jitter;

/// <summary>What comes on top of each packet's delay, one after the other.</summary>
/// <remarks>Autoregressive of order one in its discrete form (Jacobs and Lewis, 1978): a packet's value is that of the one before, or drawn
/// afresh. Whatever the shape, mean and variance are those of the shape and values n packets apart are correlated by ρⁿ; the sum of a share
/// of the last value and noise, which simple emulators use, keeps neither shape nor variance.</remarks>
public sealed class JitterProcess
{
    private readonly JitterProfile _profile;
    private readonly SeededRandom _random;
    private TimeSpan _value;

    public JitterProcess(JitterProfile profile, ulong seed)
    {
        Invariant.That(profile.Correlation is >= 0 and < 1 && profile.Spread >= TimeSpan.Zero);
        _profile = profile;
        _random = new(seed);
        _value = Drawn();
    }

    /// <summary>Of the next packet; zero or more.</summary>
    public TimeSpan Next()
    {
        if (_profile.Correlation == 0 || _random.NextDouble() >= _profile.Correlation)
            _value = Drawn();
        return _value;
    }

    private TimeSpan Drawn() => _profile.Shape switch
    {
        JitterShape.Uniform => _random.Uniform(_profile.Spread),
        JitterShape.Normal => _random.HalfNormal(_profile.Spread),
        JitterShape.Exponential => _random.Exponential(_profile.Spread),
        _ => throw new InvalidOperationException($"a shape nobody knows: {_profile.Shape}"),
    };
}
