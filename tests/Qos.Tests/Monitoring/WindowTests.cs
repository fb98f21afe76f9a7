using Streaming.Primitives.Chance;
using Streaming.Qos.Monitoring;
using Streaming.Testing;

namespace Streaming.Qos.Tests.Monitoring;

public sealed class WindowTests
{
    private static readonly Instant Start = new(12_345);
    private static readonly Tally Packet = new(1, new(1_000));

    [Fact]
    public void What_happens_within_a_window_is_counted_in_it_and_nowhere_else()
    {
        SendMeter meter = new(Start, TimeSpan.FromMilliseconds(10));
        meter.Offered(new(3, new(3_000)), Start);
        meter.Shaped(Packet, At(1));
        meter.Sent(new(2, new(2_000)), TimeSpan.FromMilliseconds(10), At(5));
        meter.Sent(Packet, TimeSpan.FromMilliseconds(11), At(99.9));
        Assert.Empty(meter.History.Latest());
        meter.Blocked(Packet, At(100));
        meter.Dropped(Packet, At(150));
        meter.Advance(At(200));

        Assert.Equal(
            [
                new(Start, new(3, new(3_000)), Packet, Tally.None, Packet, new(3, new(3_000)), Tally.None, TimeSpan.FromMilliseconds(11)),
                new(At(100), Tally.None, Tally.None, Packet, Tally.None, Tally.None, Packet, TimeSpan.Zero),
            ],
            meter.History.Latest());
    }

    [Fact]
    public void A_receiver_s_windows_keep_the_worst()
    {
        ReceptionMeter meter = new(Start);
        meter.Received(new(100), TimeSpan.FromMilliseconds(2), isLate: false, Start);
        meter.Received(new(100), TimeSpan.FromMilliseconds(1), isLate: true, At(1));
        meter.Lost(3, At(2));
        meter.Lost(2, At(3));
        meter.Duplicate(At(4));
        meter.Buffered(TimeSpan.FromSeconds(1), At(5));
        meter.Buffered(TimeSpan.FromSeconds(2), At(6));
        meter.Skewed(TimeSpan.FromMilliseconds(-30), At(7));
        meter.Skewed(TimeSpan.FromMilliseconds(20), At(8));
        meter.Advance(At(100));
        Assert.Equal(
            new(Start, new(2, new(200)), 5, 3, 1, 1, TimeSpan.FromMilliseconds(2), TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(30)),
            Assert.Single(meter.History.Latest()));
    }

    [Fact]
    public void A_pause_makes_empty_windows_as_many_as_the_history_holds()
    {
        SendMeter meter = new(Start, TimeSpan.Zero, capacity: 5);
        meter.Sent(Packet, TimeSpan.Zero, Start);
        meter.Sent(Packet, TimeSpan.Zero, At(350));
        meter.Advance(At(400));
        Assert.Equal([Start, At(100), At(200), At(300)], meter.History.Latest().Select(window => window.Start));
        Assert.Equal([1, 0, 0, 1], meter.History.Latest().Select(window => window.Sent.Packets));

        // A day later it costs no more than five windows, and they still lie on the same raster.
        meter.Sent(Packet, TimeSpan.Zero, At(86_400_050));
        meter.Advance(At(86_400_100));
        Assert.Equal([0, 0, 0, 0, 1], meter.History.Latest().Select(window => window.Sent.Packets));
        Assert.Equal(At(86_400_000), meter.History.Latest()[^1].Start);
        Assert.InRange(meter.History.Written, 5, 16);
    }

    [Theory, Seeds(50)]
    public void Nothing_is_lost_between_windows_and_they_follow_one_another(ulong seed)
    {
        SeededRandom random = new(seed);
        SendMeter meter = new(Start, TimeSpan.Zero, capacity: 4_000);
        long ticks = 0, sent = 0;
        for (int i = 0; i < 500; i++)
        {
            ticks += random.Next(10) == 0 ? random.Next(5_000_000) : random.Next(300_000);
            meter.Sent(Packet, TimeSpan.Zero, Start + new TimeSpan(ticks));
            sent++;
        }

        meter.Advance(Start + new TimeSpan(ticks) + MonitoringWindow.Length);
        SendWindow[] windows = meter.History.Latest();
        Assert.Equal(sent, windows.Sum(window => window.Sent.Packets));
        Assert.All(windows.Index(), each => Assert.Equal(Start + (MonitoringWindow.Length * each.Index), each.Item.Start));
    }

    [Fact]
    public void Counting_allocates_nothing()
    {
        SendMeter meter = new(Start, TimeSpan.Zero);
        meter.Sent(Packet, TimeSpan.Zero, Start);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10_000; i++)
            meter.Sent(Packet, TimeSpan.Zero, At(i * 3));
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void A_reader_goes_on_where_it_left_off_and_is_told_what_it_missed()
    {
        WindowHistory<long> history = new(3);
        history.Add(0);
        history.Add(1);
        Assert.Equal([0, 1], history.Since(0, out long next));
        Assert.Empty(history.Since(next, out next));
        history.Add(2);
        Assert.Equal([2], history.Since(next, out next));
        for (long i = 3; i < 10; i++)
            history.Add(i);

        // Seven were written, three are left: the numbers say that four are missing.
        Assert.Equal([7, 8, 9], history.Since(next, out next));
        Assert.Equal(10, next);
        Assert.Equal([8, 9], history.Latest(2));
        Assert.Empty(history.Latest(0));
        Assert.Empty(history.Since(99, out _));
    }

    [Fact]
    public void A_reader_never_sees_half_a_window()
    {
        // Four numbers that are always equal: a torn copy shows two.
        WindowHistory<(long A, long B, long C, long D)> history = new(16);
        bool isDone = false;
        Thread writer = new(() =>
        {
            for (long i = 0; i < 2_000_000; i++)
                history.Add((i, i, i, i));
            Volatile.Write(ref isDone, true);
        });
        writer.Start();
        while (!Volatile.Read(ref isDone))
        {
            (long A, long B, long C, long D)[] copy = history.Latest();
            for (int i = 0; i < copy.Length; i++)
            {
                Assert.True(copy[i].A == copy[i].B && copy[i].B == copy[i].C && copy[i].C == copy[i].D);
                Assert.Equal(copy[0].A + i, copy[i].A);
            }
        }

        writer.Join();
        Assert.Equal(16, history.Latest().Length);
    }

    private static Instant At(double milliseconds) => Start + TimeSpan.FromMilliseconds(milliseconds);
}
