using Streaming.Formats.Media;
using Streaming.Server.Traffic;
using Streaming.Testing;
using Streaming.Testing.Films;

namespace Streaming.Server.Tests.Traffic;

public sealed class RateHistoryTests
{
    private const int Parts = 60;

    [Theory]
    [Seeds(20)]
    public void The_parts_hold_every_byte_once_and_none_at_another_time(ulong seed)
    {
        TrackIndex track = SyntheticTrack.Video(seed, BitRate.Mbps(1), 20, keyWeight: 20, reordered: seed % 2 == 0);
        TrackTraffic traffic = TrafficAnalysis.Of(track);
        TimeSpan length = TimeSpan.FromSeconds(30), part = length / Parts;
        IReadOnlyList<BitRate> own = RateHistory.OfTrack(track, traffic, length, Parts);

        Assert.Equal(Parts, own.Count);
        for (int i = 0; i < Parts; i++)
        {
            (TimeSpan begin, TimeSpan end) = (part * i, part * (i + 1));
            IEnumerable<int> within = Enumerable.Range(0, track.Samples.Length).Where(sample =>
                (i == 0 || track.DecodeTime(sample).Ticks >= begin.Ticks) && track.DecodeTime(sample).Ticks < end.Ticks);
            long bytes = within.Sum(sample => (traffic.BytesBefore[sample + 1] - traffic.BytesBefore[sample]).Bytes);
            Assert.Equal(BitRate.Of(new(bytes), part), own[i]);
        }
    }

    [Theory]
    [Seeds(20)]
    public void A_plan_sends_all_of_it_and_is_never_faster_than_its_rate(ulong seed)
    {
        TrackTraffic traffic = TrafficAnalysis.Of(SyntheticTrack.Video(seed, BitRate.Mbps(1), 20, keyWeight: 20));
        TimeSpan length = TimeSpan.FromSeconds(30), part = length / Parts;
        foreach (SendingPlan plan in traffic.Plans)
        {
            IReadOnlyList<BitRate> rates = RateHistory.OfPlan(traffic, plan, length, Parts);

            // A byte at each end of a part is cut by rounding.
            BitRate most = plan.Rate + BitRate.Of(new(1), part);
            Assert.All(rates, rate => Assert.InRange(rate.BitsPerSecond, 0, most.BitsPerSecond));
            Assert.InRange(rates.Sum(rate => (rate * part).Bytes), traffic.BytesBefore[^1].Bytes - Parts, traffic.BytesBefore[^1].Bytes);
            int last = (int)((plan.Vertices[^1].Ticks - 1) / part.Ticks);
            Assert.True(rates[last] > BitRate.Zero);
            Assert.All(rates.Skip(last + 1), rate => Assert.Equal(BitRate.Zero, rate));
        }
    }

    [Fact]
    public void The_parts_of_a_plan_follow_its_schedule()
    {
        TrackTraffic traffic = TrafficAnalysis.Of(SyntheticTrack.Video(7, BitRate.Mbps(1), 20, keyWeight: 20));
        SendingPlan plan = traffic.Plans[0];
        PlanSchedule schedule = new(traffic, plan);
        TimeSpan end = schedule.End(249) - MediaTime.Zero;
        IReadOnlyList<BitRate> halves = RateHistory.OfPlan(traffic, plan, 2 * end, 2);
        Assert.InRange((halves[0] * end).Bytes, traffic.BytesBefore[250].Bytes - 1, traffic.BytesBefore[250].Bytes + 1);
    }
}
