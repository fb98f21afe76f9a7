using System.Buffers.Binary;
using Streaming.Formats.Rtp;
using Streaming.Server.Host.DataPlane;
using Streaming.Server.Sending;
using Streaming.Testing.Films;

namespace Streaming.Server.Tests.DataPlane;

public sealed class InterleavedQueueTests
{
    private const int Packets = 4;
    private static readonly MemoryFilm Film = new([.. Enumerable.Range(0, 5_000).Select(i => (byte)i)]);

    [Fact]
    public void Frames_and_responses_come_out_in_the_order_they_went_in()
    {
        using InterleavedQueue queue = new();
        queue.Post("RTSP/1.0 200 OK\r\n\r\n"u8);
        Assert.Equal(QueueResult.Queued, Send(queue, channel: 2, offset: 100, length: 50));
        queue.Post("RTSP/1.0 455"u8);
        Assert.Equal(QueueResult.Queued, queue.AppendWhole(3, [9, 8]));

        byte[] expected =
        [
            .. "RTSP/1.0 200 OK\r\n\r\n"u8,
            (byte)'$', 2, 0, 62, .. Enumerable.Repeat((byte)7, 12), .. Film.Bytes.Slice(100, 50),
            .. "RTSP/1.0 455"u8,
            (byte)'$', 3, 0, 2, 9, 8,
        ];
        Assert.Equal(expected, Drain(queue));
        Assert.Equal(0, queue.Queued);
    }

    [Fact]
    public void A_full_queue_drops_whole_units_up_to_the_next_key_and_only_once_half_of_it_is_read()
    {
        using InterleavedQueue queue = new(limit: 20_000);
        List<int> admitted = [];
        for (int unit = 0; unit < 12; unit++)
            SendUnit(queue, unit, isKey: unit % 4 == 0, admitted);

        // Four units of 4 · 1 066 bytes fit; the next key picture finds the queue full as well.
        Assert.Equal([0, 1, 2, 3], admitted);
        Assert.Equal(8, queue.DroppedUnits);
        Assert.InRange(queue.Queued, 1, queue.Limit);

        Drain(queue);
        SendUnit(queue, 13, isKey: false, admitted);
        SendUnit(queue, 14, isKey: true, admitted);
        SendUnit(queue, 15, isKey: false, admitted);
        Assert.Equal([0, 1, 2, 3, 14, 15], admitted);
    }

    [Fact]
    public void A_unit_that_was_admitted_is_never_cut_whatever_other_channels_do()
    {
        using InterleavedQueue queue = new(limit: 10_000);
        Assert.True(queue.BeginUnit(0, 8_000, isKey: true));
        Assert.False(queue.BeginUnit(2, 3_000, isKey: true));
        Assert.Equal(QueueResult.Dropped, Send(queue, 2, 0, 100));
        for (int i = 0; i < 7; i++)
            Assert.Equal(QueueResult.Queued, Send(queue, 0, 0, 1_000));
    }

    [Fact]
    public void A_unit_larger_than_the_queue_gets_in_when_it_is_empty()
    {
        using InterleavedQueue queue = new(limit: 1_000);
        Assert.True(queue.BeginUnit(0, 5_000, isKey: true));
        for (int i = 0; i < 4; i++)
            Assert.Equal(QueueResult.Queued, Send(queue, 0, 0, 1_000));
        Assert.False(queue.BeginUnit(0, 100, isKey: true));
    }

    [Fact]
    public void Responses_are_never_dropped()
    {
        using InterleavedQueue queue = new(limit: 100);
        byte[] large = new byte[50_000];
        queue.Post(large);

        Assert.Equal(QueueResult.Dropped, queue.AppendWhole(1, new byte[28]));
        Assert.Equal(large.Length, Drain(queue).Length);
    }

    [Fact]
    public void A_film_that_ends_too_early_is_unreadable_and_nothing_of_the_packet_is_queued()
    {
        using InterleavedQueue queue = new();

        Assert.Equal(QueueResult.Unreadable, Send(queue, 0, 4_990, 50));
        Assert.Empty(Drain(queue));
    }

    [Fact]
    public async Task A_reader_wakes_when_something_comes_and_ends_when_nothing_more_will()
    {
        using InterleavedQueue queue = new();
        Task<bool> waiting = queue.WaitToReadAsync(TestContext.Current.CancellationToken).AsTask();
        Assert.False(waiting.IsCompleted);
        Send(queue, 0, 0, 10);
        Assert.True(await waiting);
        Drain(queue);

        waiting = queue.WaitToReadAsync(TestContext.Current.CancellationToken).AsTask();
        queue.Complete();
        await waiting;
        Assert.False(await queue.WaitToReadAsync(TestContext.Current.CancellationToken));
        Assert.Equal(QueueResult.Closed, Send(queue, 0, 0, 10));
    }

    [Fact]
    public async Task A_waiting_reader_can_be_cancelled_and_come_back()
    {
        using InterleavedQueue queue = new();
        using CancellationTokenSource cancel = new();
        Task<bool> waiting = queue.WaitToReadAsync(cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await waiting);

        waiting = queue.WaitToReadAsync(TestContext.Current.CancellationToken).AsTask();
        Send(queue, 0, 0, 10);
        Assert.True(await waiting);
    }

    private static void SendUnit(InterleavedQueue queue, int unit, bool isKey, List<int> admitted)
    {
        bool begun = queue.BeginUnit(0, Packets * 1_066, isKey);
        for (int i = 0; i < Packets; i++)
            Assert.Equal(begun ? QueueResult.Queued : QueueResult.Dropped, Send(queue, 0, 0, 1_050));
        if (begun)
            admitted.Add(unit);
    }

    private static QueueResult Send(InterleavedQueue queue, byte channel, long offset, int length)
    {
        PacketWriter packet = new(new byte[PacketWriter.MaxInline], new PacketPart[PacketWriter.MaxParts]);
        packet.Reserve(12).Fill(7);
        packet.Slice(offset, length);
        return queue.Append(channel, in packet, Film);
    }

    /// <summary>Everything in it; frames must be whole and in bounds.</summary>
    private static byte[] Drain(InterleavedQueue queue)
    {
        List<byte> all = [];
        while (queue.TryRead(out InterleavedBatch batch))
        {
            using (batch)
                all.AddRange(batch.Bytes.Span);
        }

        byte[] bytes = [.. all];
        for (int at = Array.IndexOf(bytes, (byte)'$'); at >= 0 && at + 4 <= bytes.Length && bytes[at] == '$';)
            at += 4 + BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at + 2));
        return bytes;
    }
}
