using Streaming.Primitives.Chance;

namespace Streaming.Testing.Repair;

/// <summary>Which packets of a line are lost: each for itself, or in bursts (Gilbert: everything in the bad state, nothing in the
/// good).</summary>
/// <param name="rate">The mean share that is lost.</param>
/// <param name="burst">The mean length of a burst; null: losses know nothing of each other.</param>
public sealed class LossPattern(ulong seed, double rate, double? burst = null)
{
    private readonly SeededRandom _random = new(seed);
    private readonly double _toGood = burst is { } length ? 1 / length : 1 - rate;
    private readonly double _toBad = burst is { } length ? rate / (1 - rate) / length : rate;
    private bool _isBad;

    /// <summary>Whether the next packet is lost.</summary>
    public bool Next() => _isBad = _isBad ? _random.NextDouble() >= _toGood : _random.NextDouble() < _toBad;
}
