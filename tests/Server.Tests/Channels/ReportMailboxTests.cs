using System.Buffers.Binary;
using Streaming.Server.Channels.Feedback;
using Streaming.Server.Channels.Members;
using Streaming.Testing.Films;

namespace Streaming.Server.Tests.Channels;

/// <summary>Reports from many threads to one.</summary>
public sealed class ReportMailboxTests
{
    private static readonly MembersWorld World = new(SyntheticTrack.Audio(1, BitRate.Kbps(64), seconds: 1));
    private static readonly MemberLane[] From = [.. new[] { World.Join() }.Select(member => member.Lanes[0])];

    [Fact]
    public void It_holds_as_many_as_it_may_and_none_that_is_too_large()
    {
        ReportMailbox mailbox = new();
        Assert.False(mailbox.TryPut(new byte[ReportMailbox.MostBytes + 1], From, default));
        for (int i = 0; i < ReportMailbox.Limit; i++)
            Assert.True(mailbox.TryPut(new byte[i], From, new(i)));
        Assert.False(mailbox.TryPut([1], From, default));

        for (int i = 0; i < ReportMailbox.Limit; i++)
        {
            Assert.True(mailbox.TryPeek(out ReadOnlySpan<byte> compound, out MemberLane[] from, out Instant at));
            Assert.Equal((i, new Instant(i)), (compound.Length, at));
            Assert.Same(From, from);
            mailbox.Drop();
        }

        Assert.True(mailbox.IsEmpty);
        Assert.False(mailbox.TryPeek(out _, out _, out _));
    }

    [Fact]
    public async Task Threads_that_put_in_at_once_lose_double_and_mix_up_nothing()
    {
        const int Each = 20_000, Threads = 3;
        ReportMailbox mailbox = new();
        int[] seen = new int[Threads * Each];
        Task[] putters = [.. Enumerable.Range(0, Threads).Select(thread => Task.Run(() =>
        {
            byte[] report = new byte[12];
            for (int i = 0; i < Each; i++)
            {
                for (int word = 0; word < 3; word++)
                    BinaryPrimitives.WriteInt32BigEndian(report.AsSpan(4 * word), (thread * Each) + i);
                while (!mailbox.TryPut(report, From, default))
                    Thread.Yield();
            }
        }))];

        for (int taken = 0; taken < seen.Length;)
        {
            if (!mailbox.TryPeek(out ReadOnlySpan<byte> compound, out _, out _))
            {
                Thread.Yield();
                continue;
            }

            int number = BinaryPrimitives.ReadInt32BigEndian(compound);
            Assert.Equal((number, number), (
                BinaryPrimitives.ReadInt32BigEndian(compound[4..]), BinaryPrimitives.ReadInt32BigEndian(compound[8..])));
            seen[number]++;
            taken++;
            mailbox.Drop();
        }

        await Task.WhenAll(putters);
        Assert.All(seen, count => Assert.Equal(1, count));
    }
}
