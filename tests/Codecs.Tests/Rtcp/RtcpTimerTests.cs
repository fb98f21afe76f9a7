using Streaming.Formats.Rtcp;
using Streaming.Primitives.Chance;
using Streaming.Testing;

namespace Streaming.Codecs.Tests.Rtcp;

public sealed class RtcpTimerTests
{
    private const int Size = 100;

    private static readonly Instant Start = Instant.FromSeconds(1_000);

    [Theory, Seeds(20)]
    public void Two_members_report_after_two_seconds_and_then_every_five_by_chance(ulong seed)
    {
        RtcpTimer timer = Timer(seed, BitRate.Mbps(2));
        timer.Join(Start);
        timer.Resize(2, 1, Start);
        Instant previous = Start;
        for (int i = 0; i < 100; i++)
        {
            Instant sent = RunUntilDue(timer);
            double mean = i == 0 ? 2.5 : 5;

            // An interval that begins short is drawn again at its end: the longer of two counts, or the first of more.
            Assert.InRange((sent - previous).TotalSeconds, mean * 0.41, mean * 1.24);
            timer.Sent(Size, sent);
            previous = sent;
        }
    }

    [Theory, Seeds(5)]
    public void Of_any_number_of_members_all_together_keep_to_their_share(ulong seed)
    {
        foreach (int members in (int[])[50, 1_000, 10_000])
        {
            // 400 kb/s: 5 % are 2 500 bytes a second, three quarters of it for receivers.
            BitRate share = RtcpInterval.ShareOf(BitRate.Kbps(400));
            RtcpTimer timer = Timer(seed, share);
            timer.Join(Start);
            timer.Resize(members, 1, Start);
            Instant first = RunUntilDue(timer);
            Instant last = first;
            const int Reports = 400;
            for (int i = 0; i < Reports; i++)
            {
                timer.Sent(Size, last);
                last = RunUntilDue(timer);
            }

            double all = (members - 1L) * Reports * (Size + RtcpTimer.LowerHeaders) * 8 / (last - first).TotalSeconds;
            Assert.InRange(all, 0, share.BitsPerSecond * 0.75 * 1.1);
            if (members >= 1_000)
                Assert.InRange(all, share.BitsPerSecond * 0.75 * 0.9, share.BitsPerSecond * 0.75 * 1.1);
        }
    }

    [Theory, Seeds(20)]
    public void A_crowd_that_arrives_meanwhile_puts_off_what_was_near(ulong seed)
    {
        RtcpTimer timer = Timer(seed, BitRate.Kbps(20));
        timer.Join(Start);
        Instant planned = timer.Next;
        timer.Resize(10_000, 1, Start);
        Assert.False(timer.IsDue(planned));
        Assert.True(timer.Next - Start > TimeSpan.FromSeconds(100), timer.Next.ToString());
        Assert.Equal(10_000, timer.Members);
    }

    [Fact]
    public void Members_that_leave_bring_the_next_report_forward_in_proportion()
    {
        RtcpTimer timer = Timer(3, BitRate.Kbps(20));
        timer.Resize(10_000, 1, Start);
        timer.Join(Start);
        TimeSpan wait = timer.Next - Start;
        Instant later = Start + (wait / 2);
        timer.Resize(1_000, 1, later);
        Assert.InRange(timer.Next - later, (wait / 20) - TimeSpan.FromTicks(2), (wait / 20) + TimeSpan.FromTicks(2));

        // More again changes nothing before the timer expires.
        Instant next = timer.Next;
        timer.Resize(5_000, 1, later);
        Assert.Equal(next, timer.Next);
    }

    [Fact]
    public void A_summary_tells_the_group_and_the_mean_size()
    {
        RtcpTimer timer = Timer(1, BitRate.Kbps(20));
        timer.Join(Start);
        timer.Accept(new(new(1), new(2), default, Receivers: 999, AverageSize: 200, Bandwidth: null), senders: 1, Start);
        Assert.Equal((1_000, 1, 200.0), (timer.Members, timer.Senders, timer.AverageSize));
        timer.Accept(new(new(1), new(2), default, Receivers: null, AverageSize: 0, Bandwidth: null), senders: 1, Start);
        Assert.Equal((1_000, 200.0), (timer.Members, timer.AverageSize));
        timer.Accept(new(new(1), new(2), default, uint.MaxValue, 200, null), senders: 1, Start);
        Assert.Equal(int.MaxValue, timer.Members);
        timer.Accept(new(new(1), new(2), default, 0, 200, null), senders: 0, Start);
        Assert.Equal(1, timer.Members);
    }

    [Theory, Seeds(5)]
    public void Of_few_members_one_says_goodbye_at_once(ulong seed)
    {
        RtcpTimer timer = Timer(seed, BitRate.Kbps(20));
        timer.Resize(50, 1, Start);
        timer.Join(Start);
        timer.Sent(Size, RunUntilDue(timer));
        Instant end = timer.Next - TimeSpan.FromMilliseconds(1);
        timer.Leave(Size, hasSentMedia: false, end);
        Assert.Equal(end, timer.Next);
        Assert.True(timer.IsDue(end));
        timer.Sent(Size, end);
        Assert.Equal(Instant.Never, timer.Next);
        Assert.False(timer.IsDue(end + TimeSpan.FromDays(1)));
    }

    [Fact]
    public void Whoever_has_said_nothing_says_no_goodbye()
    {
        RtcpTimer timer = Timer(1, BitRate.Kbps(20));
        timer.Resize(1_000, 1, Start);
        timer.Join(Start);
        timer.Leave(Size, hasSentMedia: false, Start);
        Assert.Equal(Instant.Never, timer.Next);
        Assert.False(timer.IsDue(Start + TimeSpan.FromDays(1)));
    }

    [Theory, Seeds(5)]
    public void Ten_thousand_that_leave_at_once_do_not_flood_the_session(ulong seed)
    {
        const int Members = 10_000;
        BitRate share = BitRate.Kbps(20);
        RtcpTimer[] all = new RtcpTimer[Members];
        SeededRandom seeds = new(seed);
        for (int i = 0; i < Members; i++)
        {
            all[i] = Timer(seeds.NextUInt64(), share);
            all[i].Resize(Members, 1, Start);
            all[i].Join(Start);
            all[i].Sent(Size, Start);
            all[i].Leave(Size, hasSentMedia: false, Start);
        }

        // All hear each other's, and draw again. Those who drew least set the pace: 0.5 / (e − 3/2) of the interval, for three quarters of
        // the share.
        PriorityQueue<RtcpTimer, long> due = new(all.Select(timer => (timer, timer.Next.Ticks)));
        List<double> sent = [];
        while (sent.Count < 200 && due.TryDequeue(out RtcpTimer? timer, out long ticks))
        {
            Instant now = new(ticks);
            if (!timer.IsDue(now))
            {
                due.Enqueue(timer, timer.Next.Ticks);
                continue;
            }

            timer.Sent(Size, now);
            sent.Add((now - Start).TotalSeconds);
            foreach (RtcpTimer other in all)
            {
                if (other != timer && other.Next != Instant.Never)
                    other.Heard(Size);
            }
        }

        Assert.Equal(200, sent.Count);
        double rate = 150 * (Size + RtcpTimer.LowerHeaders) * 8 / (sent[^1] - sent[49]);
        Assert.InRange(rate, 0, share.BitsPerSecond * 0.75 * (Math.E - 1.5) / 0.5);
    }

    [Fact]
    public void The_mean_size_follows_what_is_sent_and_heard()
    {
        RtcpTimer timer = Timer(1, BitRate.Kbps(20));
        Assert.Equal(128, timer.AverageSize);
        timer.Heard(260);
        Assert.Equal(138, timer.AverageSize);
        timer.Sent(110, Start);
        Assert.Equal(138, timer.AverageSize);
    }

    private static RtcpTimer Timer(ulong seed, BitRate bandwidth) => new(bandwidth, Size, new(seed));

    private static Instant RunUntilDue(RtcpTimer timer)
    {
        for (int i = 0; i < 1_000; i++)
        {
            Instant now = timer.Next;
            if (timer.IsDue(now))
                return now;
            Assert.True(timer.Next > now);
        }

        Assert.Fail("never due");
        return default;
    }
}
