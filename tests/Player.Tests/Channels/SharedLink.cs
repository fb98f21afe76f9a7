using Streaming.Primitives.Chance;

namespace Streaming.Player.Tests.Channels;

/// <summary>A link with a queue that drops what finds no room, and chance that drops some of the rest.</summary>
internal sealed class SharedLink(BitRate rate, TimeSpan queue, double loss, ulong seed)
{
    private readonly SeededRandom _random = new(seed);
    private double _queued;

    public BitRate Rate { get; set; } = rate;

    public double Loss { get; set; } = loss;

    public long Overflowed { get; private set; }

    public TimeSpan Delay => TimeSpan.FromSeconds(_queued / Rate.BitsPerSecond);

    public void Pass(TimeSpan time) => _queued = Math.Max(0, _queued - (Rate.BitsPerSecond * time.TotalSeconds));

    /// <returns>Whether the packet comes out at the other end.</returns>
    public bool Carries(int bits)
    {
        if (_queued + bits > Rate.BitsPerSecond * queue.TotalSeconds)
        {
            Overflowed++;
            return false;
        }

        _queued += bits;
        return _random.NextDouble() >= Loss;
    }
}
