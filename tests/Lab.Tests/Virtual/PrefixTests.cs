using Streaming.Lab.Virtual;

namespace Streaming.Lab.Tests.Virtual;

public sealed class PrefixTests
{
    [Theory]
    [InlineData(3_600, 1)]
    [InlineData(3_600, 2)]
    [InlineData(3_600, 1_234)]
    [InlineData(3_600, 3_600)]
    [InlineData(1, 1)]
    public void The_shortest_prefix_is_found_in_few_runs(int whole, int from)
    {
        int runs = 0;
        TimeSpan found = Prefix.Shortest(TimeSpan.FromSeconds(whole), length =>
        {
            runs++;
            return length >= TimeSpan.FromSeconds(from);
        });
        Assert.Equal(TimeSpan.FromSeconds(from), found);
        Assert.InRange(runs, 0, 12);
    }
}
