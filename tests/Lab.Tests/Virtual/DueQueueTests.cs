using Streaming.Lab.Virtual;
using Streaming.Primitives.Chance;

namespace Streaming.Lab.Tests.Virtual;

public sealed class DueQueueTests
{
    [Fact]
    public void Whoever_is_due_first_is_first_however_often_all_change_their_minds()
    {
        const int count = 37;
        SeededRandom random = new(5);
        DueQueue queue = new(count);
        long[] due = [.. Enumerable.Repeat(long.MaxValue, count)];
        Assert.Equal(Instant.Never, queue.Next);
        for (int i = 0; i < 20_000; i++)
        {
            int who = random.Next(count);
            due[who] = random.Next(10) == 0 ? long.MaxValue : random.Next(50);
            queue.Set(who, new(due[who]));
            Assert.Equal(due.Min(), queue.Next.Ticks);
            Assert.Equal(Array.IndexOf(due, due.Min()), queue.First);
        }
    }
}
