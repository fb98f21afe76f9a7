using Streaming.Formats.Rtcp;

namespace Streaming.Codecs.Tests.Rtcp;

public sealed class RtcpIntervalTests
{
    [Fact]
    public void Two_who_talk_at_a_film_s_rate_report_at_the_minimum()
    {
        RtcpInterval interval = new(2, 1, RtcpInterval.ShareOf(BitRate.Mbps(2)), 100, IsSender: true, IsFirst: false);
        Assert.Equal(TimeSpan.FromSeconds(5), interval.Deterministic());
        Assert.Equal(TimeSpan.FromSeconds(2.5), (interval with { IsFirst = true }).Deterministic());

        // RFC 3550 §6.2: 360 / kb/s, 0.18 s at 2 Mb/s.
        TimeSpan reduced = RtcpInterval.ReducedMinimum(BitRate.Mbps(2));
        Assert.Equal(TimeSpan.FromSeconds(0.18), reduced);
        Assert.Equal(reduced, (interval with { Minimum = reduced }).Deterministic());
    }

    [Fact]
    public void A_large_audience_shares_three_quarters_of_the_bandwidth()
    {
        // 1 sender and 1,000 receivers at 8,000 b/s of RTCP = 1,000 B/s: receivers have 750 B/s, 1,000 × 100 B take 133.3 s; the sender 250
        // B/s, 0.4 s.
        RtcpInterval receiver = new(1_001, 1, new(8_000), 100, IsSender: false, IsFirst: false);
        Assert.Equal(133.333, receiver.Deterministic().TotalSeconds, 3);
        Assert.Equal(TimeSpan.FromSeconds(5), (receiver with { IsSender = true }).Deterministic());
        Assert.Equal(0.4, (receiver with { IsSender = true, Minimum = TimeSpan.Zero }).Deterministic().TotalSeconds, 6);
    }

    [Fact]
    public void Where_many_send_all_share_alike()
    {
        // 30 of 100 send: 100 × 100 B at 1,000 B/s.
        RtcpInterval interval = new(100, 30, new(8_000), 100, IsSender: true, IsFirst: false);
        Assert.Equal(10, interval.Deterministic().TotalSeconds, 6);
        Assert.Equal(10, (interval with { IsSender = false }).Deterministic().TotalSeconds, 6);
    }

    [Fact]
    public void Chance_moves_it_by_half_either_way()
    {
        RtcpInterval interval = new(2, 1, BitRate.Kbps(100), 100, IsSender: true, IsFirst: false);
        Assert.Equal(2.5 / 1.21828, interval.Randomised(0).TotalSeconds, 4);
        Assert.Equal(5 / 1.21828, interval.Randomised(0.5).TotalSeconds, 4);
        Assert.Equal(7.5 / 1.21828, interval.Randomised(1).TotalSeconds, 4);
    }

    [Fact]
    public void Nothing_makes_it_endless_or_negative()
    {
        foreach (long rate in new[] { long.MinValue, -1, 0, 1, long.MaxValue })
        foreach (int members in new[] { int.MinValue, -1, 0, 1, int.MaxValue })
        foreach (double size in new[] { double.NaN, double.NegativeInfinity, -1, 0, 1e300 })
        {
            TimeSpan interval = new RtcpInterval(members, members / 2, new(rate), size, IsSender: false, IsFirst: true).Randomised(0.999);
            Assert.InRange(interval, TimeSpan.Zero, TimeSpan.FromDays(2));
        }

        Assert.Equal(RtcpInterval.DefaultMinimum, RtcpInterval.ReducedMinimum(BitRate.Zero));
        Assert.Equal(RtcpInterval.DefaultMinimum, RtcpInterval.ReducedMinimum(new(1)));
    }

    [Fact]
    public void The_average_follows_by_sixteenths() => Assert.Equal(106.25, RtcpInterval.NextAverage(100, 200));
}
