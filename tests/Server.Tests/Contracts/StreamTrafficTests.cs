using Streaming.Formats.Media;
using Streaming.Primitives.Chance;
using Streaming.Qos.Envelopes;
using Streaming.Qos.FlowSpecs;
using Streaming.Qos.Shaping;
using Streaming.Server.Contracts;
using Streaming.Server.Traffic;
using Streaming.Testing;
using Streaming.Testing.Titles;

namespace Streaming.Server.Tests.Contracts;

/// <summary>What is reserved for a stream is never less than what it sends.</summary>
public sealed class StreamTrafficTests
{
    [Theory, Seeds(40)]
    public void Smaller_packets_with_more_headers_stay_within_what_is_reserved_for_them(ulong seed)
    {
        SeededRandom random = new(seed);
        TrackIndex film = Film(random);
        int maxPacket = 332 + random.Next(1_269);
        TrafficSpec spec = StreamTraffic.Of(film, TimeSpan.Zero, maxPacket);
        TrackTraffic really = TrafficAnalysis.Of(film, maxPacket);
        DepthMeter meter = new(spec.Rate);
        for (int at = 0; at < film.Samples.Length; at++)
            meter.Add(film.DecodeTime(at).Ticks, really.BytesBefore[at + 1] - really.BytesBefore[at]);
        Assert.True(meter.Depth <= spec.Depth, $"{maxPacket}: {meter.Depth} of {spec.Depth} at {spec.Rate}");
        Assert.InRange(really.LargestPacket.Bytes, 1, spec.MaxPacket.Bytes);
        Assert.InRange(really.SmallestPacket.Bytes, spec.MinUnit.Bytes, spec.MaxPacket.Bytes);
        Assert.True(really.PeakRate <= spec.Peak, $"{really.PeakRate} of {spec.Peak}");
    }

    [Theory, Seeds(40)]
    public void What_is_sent_at_its_own_time_is_sent_within_a_quarter_of_a_second_at_the_least_rate_that_does_it(ulong seed)
    {
        TrackIndex film = Film(new(seed));
        TrafficSpec spec = StreamTraffic.Of(film, TimeSpan.Zero, 1_400);
        TrackTraffic traffic = film.Traffic!;
        Assert.True(spec.Rate * TimeSpan.FromMilliseconds(250) >= traffic.Depth(spec.Rate));
        Assert.Equal(traffic.Depth(spec.Rate), spec.Depth);
        BitRate less = spec.Rate - new BitRate(8);
        Assert.True(less < traffic.Envelope[0].Rate || less * TimeSpan.FromMilliseconds(250) < traffic.Depth(less));
    }

    [Theory, Seeds(40)]
    public void Without_its_disposable_pictures_a_film_stays_within_what_is_reserved_for_the_rest(ulong seed)
    {
        SeededRandom random = new(seed);
        TrackIndex film = Film(random);
        foreach (TimeSpan buffer in new[] { TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5) })
        {
            TrafficSpec whole = StreamTraffic.Of(film, buffer, 1_400);
            TrafficSpec thinned = StreamTraffic.Thinned(film, buffer, 1_400)!;
            Assert.True(thinned.Rate <= whole.Rate);
            DepthMeter meter = new(thinned.Rate);
            SendingPlan? plan = StreamTraffic.PlanFor(film, buffer);
            PlanSchedule schedule = plan is null ? default : new(film.Traffic!, plan);
            PacketSizes packets = new(film, 1_400);
            for (int at = 0; at < film.Samples.Length; at++)
            {
                int count = packets.PacketsOf(at);
                if ((film.Samples[at].Flags & SampleFlags.Disposable) != 0)
                    continue;
                TrainPlan? trains = plan is null ? null : schedule.Trains(at, count, default);
                for (int packet = 0; packet < count; packet++)
                {
                    long ticks = trains is { } all ? Departure(all, packet) : film.DecodeTime(at).Ticks;
                    meter.Add(ticks, packets.Bytes(at, packet, packet + 1));
                }
            }

            Assert.True(meter.Depth <= thinned.Depth, $"{buffer}: {meter.Depth} of {thinned.Depth}");
        }
    }

    private static long Departure(TrainPlan trains, int packet)
    {
        int train = 0;
        while (trains.PacketsBefore(train + 1) <= packet)
            train++;
        return trains.Departure(train).Ticks;
    }

    [Fact]
    public void Half_of_the_pictures_of_an_even_film_are_about_half_of_its_traffic()
    {
        TrackIndex film = ContractTitles.Film.Tracks[2];
        BitRate whole = StreamTraffic.Of(film, TimeSpan.Zero, 1_400).Rate;
        BitRate thinned = StreamTraffic.Thinned(film, TimeSpan.Zero, 1_400)!.Rate;
        Assert.InRange(thinned.BitsPerSecond, whole.BitsPerSecond * 45 / 100, whole.BitsPerSecond * 60 / 100);
    }

    [Fact]
    public void A_film_in_which_every_picture_is_needed_cannot_be_thinned() =>
        Assert.Null(StreamTraffic.Thinned(TestTitles.Film.Tracks[0], TimeSpan.Zero, 1_400));

    [Fact]
    public void A_track_without_a_sample_asks_for_what_a_header_can_say()
    {
        TrackIndex nothing = new(TestTitles.Video(1), [], []);
        TrafficSpec spec = StreamTraffic.Of(nothing, TimeSpan.FromSeconds(1), 1_400);
        Assert.Null(FlowSpecRules.Check(spec));
    }

    [Theory]
    [InlineData(61, 1)]
    [InlineData(62, 2)]
    [InlineData(65_575, 2)]
    public void Small_packets_count_as_what_the_client_counts_them_for(int unit, int spec)
    {
        TrafficSpec counted = StreamTraffic.Counted(new(new(61), new(1_000), new(61), new(61), new(500)), new(unit));
        Assert.Equal(spec == 1 ? 61 : unit, counted.Rate.BitsPerSecond);
        Assert.Null(FlowSpecRules.Check(counted));
    }

    /// <summary>Four hundred pictures of one to five parts each, some of them a few bytes, some many packets; half of them needed by no
    /// other.</summary>
    private static TrackIndex Film(SeededRandom random)
    {
        MediaSample[] samples = new MediaSample[400];
        List<MediaUnit> units = [];
        long offset = 0;
        for (int at = 0; at < samples.Length; at++)
        {
            int first = units.Count, size = 0;
            for (int part = random.Next(5); part >= 0; part--)
            {
                int length = 2 + random.Next(random.Next(4) == 0 ? 9_000 : 300);
                units.Add(new(size + 4, length, 0x4188));
                size += length + 4;
            }

            SampleFlags flags = at % 25 == 0 ? SampleFlags.Key : at % 2 == 1 ? SampleFlags.Disposable : SampleFlags.None;
            samples[at] = new(offset, at * 3_600, 0, size, 3_600, first, (ushort)(units.Count - first), flags);
            offset += size;
        }

        TrackIndex index = new(TestTitles.Video(1), samples, [.. units]);
        return index.With(TrafficAnalysis.Of(index));
    }
}
