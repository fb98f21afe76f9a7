using Streaming.Qos.Protection;
using Streaming.Testing;

namespace Streaming.Qos.Tests.Protection;

/// <summary>What is remembered of a stream's losses, and what is forgotten.</summary>
public sealed class LossHistoryTests
{
    [Theory]
    [Seeds(50)]
    public void Runs_and_single_packets_count_the_same_as_looking_at_all_of_them(ulong seed)
    {
        Primitives.Chance.SeededRandom random = new(seed);
        List<bool> all = [];
        LossHistory runs = new(), singles = new();
        for (int run = 0; run < 40; run++)
        {
            bool isLost = random.Next(2) == 0;
            int length = random.Next(6);
            runs.Accept(isLost, length, new(run));
            for (int i = 0; i < length; i++)
                singles.Accept(isLost, 1, new(run));
            all.AddRange(Enumerable.Repeat(isLost, length));
        }

        LossPattern expected = new(
            all.Count,
            all.Count(lost => lost),
            Enumerable.Range(1, all.Count - 1).Count(i => all[i] && all[i - 1]),
            Enumerable.Range(2, all.Count - 2).Count(i => all[i] && all[i - 2]),
            Enumerable.Range(2, all.Count - 2).Count(i => all[i] && all[i - 1] && all[i - 2]));
        Assert.Equal(expected, runs.Last(LossHistory.Longest, new(40)));
        Assert.Equal(expected, singles.Last(LossHistory.Longest, new(40)));
    }

    [Fact]
    public void What_is_older_than_the_window_is_forgotten_wholly()
    {
        LossHistory history = new();
        history.Accept(isLost: true, 10, Instant.FromSeconds(100));
        history.Accept(isLost: false, 90, Instant.FromSeconds(103));
        Assert.Equal(10, history.Last(TimeSpan.FromSeconds(4), Instant.FromSeconds(103)).Lost);
        Assert.Equal(0, history.Last(TimeSpan.FromSeconds(2), Instant.FromSeconds(103)).Lost);
        Assert.Equal(10, history.Last(LossHistory.Longest, Instant.FromSeconds(124.5)).Lost);
        Assert.Equal((90, 0), (history.Last(LossHistory.Longest, Instant.FromSeconds(126)).Packets, 0));
        Assert.Equal(default, history.Last(LossHistory.Longest, Instant.FromSeconds(1e6)));
    }

    [Fact]
    public void Packets_of_two_plays_are_no_neighbours()
    {
        LossHistory history = new();
        history.Accept(isLost: true, 1, Instant.FromSeconds(1));
        history.Part();
        history.Accept(isLost: true, 1, Instant.FromSeconds(1));
        Assert.Equal(2, history.Last(LossHistory.Longest, Instant.FromSeconds(1)).Events);
    }
}
