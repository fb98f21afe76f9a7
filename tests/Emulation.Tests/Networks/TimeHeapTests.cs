using Streaming.Emulation.Networks;
using Streaming.Primitives.Chance;
using Streaming.Testing;

namespace Streaming.Emulation.Tests.Networks;

public sealed class TimeHeapTests
{
    [Theory]
    [Seeds(30)]
    public void Whatever_is_put_in_comes_out_by_time_then_by_number(ulong seed)
    {
        SeededRandom random = new(seed);
        TimeHeap<string> heap = new();
        List<(long At, long Order)> there = [];
        for (int i = 0; i < 3_000; i++)
        {
            if (there.Count == 0 || random.Next(100) < 55)
            {
                (long At, long Order) key = (random.Next(500), random.Next(1_000_000));
                there.Add(key);
                heap.Add(new(key.At), key.Order, $"{key}");
                continue;
            }

            (long At, long Order) first = there.Min();
            Assert.Equal(new Instant(first.At), heap.Next);
            Assert.Equal($"{first}", Taken(heap));
            there.Remove(first);
        }

        Assert.Equal(there.Count, heap.Count);
        Assert.Equal(there.Order().Select(key => $"{key}"), Enumerable.Range(0, there.Count).Select(_ => Taken(heap)).ToList());
        Assert.Equal(Instant.Never, heap.Next);
    }

    [Fact]
    public void Once_it_is_as_large_as_it_gets_nothing_is_allocated()
    {
        TimeHeap<int> heap = new();
        for (int i = 0; i < 1_000; i++)
            heap.Add(new(i * 7 % 1_000), i, i);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10_000; i++)
            heap.Add(new(1_000 + i), i, Taken(heap));
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static T Taken<T>(TimeHeap<T> heap)
    {
        heap.Take(out T value);
        return value;
    }
}
