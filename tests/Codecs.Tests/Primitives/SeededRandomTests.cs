using Streaming.Primitives.Chance;

namespace Streaming.Codecs.Tests.Primitives;

public sealed class SeededRandomTests
{
    [Fact]
    public void The_sequence_of_a_seed_is_that_of_the_published_algorithm()
    {
        // Calculated apart from this code, from the definitions of splitmix64 and xoshiro256**.
        SeededRandom random = new(42);
        ulong[] expected = [0x15780b2e0c2ec716, 0x6104d9866d113a7e, 0xae17533239e499a1];
        Assert.All(expected, value => Assert.Equal(value, random.NextUInt64()));
    }

    [Fact]
    public void Numbers_stay_below_their_limit_and_reach_all_of_it()
    {
        SeededRandom random = new(1);
        int[] counts = new int[10];
        for (int i = 0; i < 10_000; i++)
        {
            counts[random.Next(10)]++;
            Assert.InRange(random.NextDouble(), 0, 0.9999999999999999);
        }

        Assert.All(counts, count => Assert.InRange(count, 800, 1_200));
    }
}
