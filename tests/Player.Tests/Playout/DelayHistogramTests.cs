using Streaming.Player.Playout;
using Streaming.Primitives.Chance;
using Streaming.Testing;

namespace Streaming.Player.Tests.Playout;

public sealed class DelayHistogramTests
{
    [Theory]
    [Seeds(20)]
    public void A_shift_moves_every_delay_and_loses_none_at_either_end(ulong seed)
    {
        SeededRandom random = new(seed);
        DelayHistogram shifted = new();
        int[] delays = [.. Enumerable.Range(0, 200).Select(_ => random.Next(4_090))];
        foreach (int delay in delays)
            shifted.Add(TimeSpan.FromMilliseconds(delay));
        for (int round = 0; round < 6; round++)
        {
            int by = random.Next(3_001) - 1_500;
            shifted.Shift(by);
            delays = [.. delays.Select(delay => Math.Clamp(delay + by, 0, 4_095))];
            DelayHistogram expected = new();
            foreach (int delay in delays)
                expected.Add(TimeSpan.FromMilliseconds(delay));
            for (double share = 0; share < 1; share += 0.005)
                Assert.Equal(expected.ExceededBy(share), shifted.ExceededBy(share));
        }

        Assert.Equal(200, shifted.Weight);
    }
}
