using Streaming.Formats.Rtcp;
using Streaming.Server.Sending;

namespace Streaming.Server.Tests.Sending;

/// <summary>Requests from many threads to one.</summary>
public sealed class RequestQueueTests
{
    [Fact]
    public void What_is_put_in_comes_out_in_order_up_to_its_limit()
    {
        RequestQueue queue = new();
        for (int round = 0; round < 3; round++)
        {
            for (int i = 0; i < RequestQueue.Limit; i++)
                Assert.True(queue.TryPut(new(new((ushort)i), (ushort)round)));
            Assert.False(queue.TryPut(default));
            for (int i = 0; i < RequestQueue.Limit; i++)
            {
                Assert.False(queue.IsEmpty);
                Assert.True(queue.TryTake(out NackEntry entry));
                Assert.Equal(new(new((ushort)i), (ushort)round), entry);
            }

            Assert.True(queue.IsEmpty);
            Assert.False(queue.TryTake(out _));
        }
    }

    [Fact]
    public async Task Threads_that_put_in_at_once_lose_and_double_nothing()
    {
        const int Each = 20_000, Threads = 3;
        RequestQueue queue = new();
        int[] seen = new int[Threads * Each];
        Task[] putters = [.. Enumerable.Range(0, Threads).Select(thread => Task.Run(() =>
        {
            for (int i = 0; i < Each; i++)
            {
                NackEntry entry = new(new((ushort)thread), (ushort)i);
                while (!queue.TryPut(entry))
                    Thread.Yield();
            }
        }))];

        for (int taken = 0; taken < seen.Length;)
        {
            if (queue.TryTake(out NackEntry entry))
                seen[(entry.First.Value * Each) + entry.Following] += ++taken > 0 ? 1 : 0;
            else
                Thread.Yield();
        }

        await Task.WhenAll(putters);
        Assert.All(seen, count => Assert.Equal(1, count));
        Assert.True(queue.IsEmpty);
    }
}
