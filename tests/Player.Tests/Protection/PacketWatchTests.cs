using Streaming.Formats.Rtp;
using Streaming.Player.Protection;
using Streaming.Primitives.Chance;
using Streaming.Qos.Protection;
using Streaming.Testing;

namespace Streaming.Player.Tests.Protection;

/// <summary>What a stream's losses are seen as, soon after they happened.</summary>
public sealed class PacketWatchTests
{
    private static readonly Ssrc Source = new(7);

    [Theory]
    [Seeds(30)]
    public void Every_packet_counts_once_whatever_overtakes_it_or_comes_twice(ulong seed)
    {
        SeededRandom random = new(seed);
        LossHistory history = new();
        PacketWatch watch = new(history);
        PriorityQueue<int, double> arrivals = new();
        long lost = 0, events = 0;
        bool wasLost = false;
        for (int i = 0; i < 2_000; i++)
        {
            bool isLost = i > 0 && i < 1_900 && random.Next(20) == 0;
            (lost, events, wasLost) = (lost + (isLost ? 1 : 0), events + (isLost && !wasLost ? 1 : 0), isLost);
            if (isLost)
                continue;
            arrivals.Enqueue(i, (i * 0.005) + (i > 0 ? random.NextDouble() * 0.08 : 0));
            if (random.Next(10) == 0)
                arrivals.Enqueue(i, (i * 0.005) + 0.3);
        }

        double last = 0;
        while (arrivals.TryDequeue(out int packet, out double at))
            watch.Accept(Source, new SequenceNumber(65_000) + packet, Instant.FromSeconds(last = at));
        watch.Settle(Instant.FromSeconds(last + 0.2));
        watch.Settle(Instant.FromSeconds(last + 0.4));
        LossPattern seen = history.Last(LossHistory.Longest, Instant.FromSeconds(last + 0.4));
        Assert.Equal((2_000, lost, events), (seen.Packets, seen.Lost, seen.Events));
    }

    [Fact]
    public void A_loss_is_known_within_a_quarter_of_a_second()
    {
        LossHistory history = new();
        PacketWatch watch = new(history);
        for (int i = 0; i < 100; i++)
        {
            if (i != 50)
                watch.Accept(Source, new SequenceNumber((ushort)i), Instant.FromSeconds(i * 0.01));
            long lost = history.Last(LossHistory.Longest, Instant.FromSeconds(i * 0.01)).Lost;
            Assert.True(i is < 60 or > 75 || lost == (i < 75 ? lost : 1), $"{i}: {lost}");
            Assert.True(i >= 60 || lost == 0);
        }
    }

    [Fact]
    public void Another_source_or_another_numbering_is_no_loss()
    {
        LossHistory history = new();
        PacketWatch watch = new(history);
        foreach ((uint source, ushort first) in ((uint, ushort)[])[(7, 10), (8, 5_000), (8, 40_000)])
        {
            for (int i = 0; i < 50; i++)
                watch.Accept(new(source), new SequenceNumber(first) + i, Instant.FromSeconds(first + (i * 0.02)));
        }

        Assert.Equal(0, history.Last(LossHistory.Longest, Instant.FromSeconds(40_001)).Lost);
    }

    [Fact]
    public void More_than_there_is_room_for_is_judged_at_once()
    {
        LossHistory history = new();
        PacketWatch watch = new(history);
        watch.Accept(Source, new(0), default);
        watch.Accept(Source, new(20_000), default);
        watch.Settle(Instant.FromSeconds(0.2));
        watch.Settle(Instant.FromSeconds(0.4));
        LossPattern seen = history.Last(LossHistory.Longest, Instant.FromSeconds(0.4));
        Assert.Equal((20_001, 19_999), (seen.Packets, seen.Lost));
    }
}
