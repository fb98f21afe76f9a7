using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Formats.Rtp;
using Streaming.Primitives.Chance;
using Streaming.Qos.Envelopes;
using Streaming.Server.Traffic;
using Streaming.Testing;
using Streaming.Testing.Films;

namespace Streaming.Server.Tests.Traffic;

public sealed class TrafficAnalysisTests
{
    [Fact]
    public void Every_packet_counts_with_all_its_headers()
    {
        TrackIndex track = SyntheticTrack.Video(1, BitRate.Mbps(2), 20);
        TrackTraffic traffic = TrafficAnalysis.Of(track);
        List<int> sizes = [.. PacketsOf(track).Select(packet => packet.Bytes)];

        Assert.Equal(sizes.Sum(), traffic.BytesBefore[^1].Bytes);
        Assert.Equal(sizes.Max(), traffic.LargestPacket.Bytes);
        Assert.Equal(sizes.Min(), traffic.SmallestPacket.Bytes);
        Assert.InRange(traffic.LargestPacket.Bytes, 1_400, 1_448);
        Assert.Equal(track.Samples.Length + 1, traffic.BytesBefore.Count);
    }

    [Theory]
    [Seeds(10)]
    public void The_envelope_holds_whole_pictures_at_their_decode_times(ulong seed)
    {
        TrackIndex track = SyntheticTrack.Video(seed, BitRate.Mbps(1), 12, reordered: seed % 2 == 0);
        TrackTraffic traffic = TrafficAnalysis.Of(track);
        foreach (EnvelopePoint corner in traffic.Envelope)
        {
            DepthMeter meter = new(corner.Rate);
            foreach ((int sample, int bytes) in PacketsOf(track))
                meter.Add(Math.Max(0, track.DecodeTime(sample).Ticks), new(bytes));
            Assert.Equal(meter.Depth, corner.Depth);
        }

        long largest = Enumerable.Range(0, track.Samples.Length).Max(i => (traffic.BytesBefore[i + 1] - traffic.BytesBefore[i]).Bytes);
        Assert.True(traffic.Envelope[^1].Rate <= traffic.PeakRate);
        Assert.InRange(traffic.PeakRate.BitsPerSecond, largest * 8 * 25, (2 * largest * 8 * 25) + 1);
    }

    [Theory]
    [Seeds(10)]
    public void The_envelope_is_that_of_all_pairs_of_pictures(ulong seed)
    {
        TrackIndex track = SyntheticTrack.Video(seed, BitRate.Kbps(500), 4, group: 10, reordered: seed % 2 == 0);
        TrackTraffic traffic = TrafficAnalysis.Of(track);
        SeededRandom random = new(seed);
        for (int i = 0; i < 30; i++)
        {
            EnvelopePoint from = traffic.Envelope[random.Next(traffic.Envelope.Count)];
            BitRate rate = i % 2 == 0 ? from.Rate : from.Rate + new BitRate(random.Next(200_000));
            long deepest = 0;
            for (int first = 0; first < track.Samples.Length; first++)
            {
                for (int last = first; last < track.Samples.Length; last++)
                {
                    long begin = Math.Max(0, track.DecodeTime(first).Ticks), end = Math.Max(0, track.DecodeTime(last).Ticks);
                    ByteCount bytes = traffic.BytesBefore[last + 1] - traffic.BytesBefore[first];
                    deepest = Math.Max(deepest, (bytes - (rate * new TimeSpan(end - begin))).Bytes);
                }
            }

            // Exact at the corners; between them the whole bytes of both may add one.
            Assert.InRange(traffic.Depth(rate).Bytes, deepest, i % 2 == 0 ? deepest : deepest + 1);
        }
    }

    [Fact]
    public void A_depth_is_known_for_every_rate_from_the_mean_on()
    {
        TrackTraffic traffic = TrafficAnalysis.Of(SyntheticTrack.Video(3, BitRate.Mbps(1), 30));
        EnvelopePoint first = traffic.Envelope[0], second = traffic.Envelope[1], last = traffic.Envelope[^1];
        Assert.Equal(first.Depth, traffic.Depth(first.Rate));
        Assert.Equal(second.Depth, traffic.Depth(second.Rate));
        BitRate middle = new((first.Rate.BitsPerSecond + second.Rate.BitsPerSecond) / 2);
        Assert.InRange(traffic.Depth(middle).Bytes, second.Depth.Bytes, first.Depth.Bytes);
        Assert.Equal(last.Depth, traffic.Depth(last.Rate + BitRate.Mbps(100)));
        Assert.Throws<ArgumentOutOfRangeException>(() => traffic.Depth(first.Rate - new BitRate(1)));
    }

    public static TheoryData<ulong, bool> Tracks => new() { { 1, false }, { 2, false }, { 3, true }, { 4, true } };

    [Theory]
    [MemberData(nameof(Tracks))]
    public void A_plan_sends_every_packet_within_one_buffer_of_its_time_and_keeps_to_its_bucket(ulong seed, bool isSound)
    {
        TrackIndex track = isSound
            ? SyntheticTrack.Audio(seed, BitRate.Kbps(128), 40)
            : SyntheticTrack.Video(seed, BitRate.Mbps(2), 40, keyWeight: 20, reordered: seed == 2);
        PlanChecks.Check(track, TrafficAnalysis.Of(track));
    }

    [Fact]
    public void The_longer_the_buffer_the_lower_the_rate_down_to_the_mean()
    {
        TrackTraffic traffic = TrafficAnalysis.Of(SyntheticTrack.Video(5, BitRate.Mbps(2), 120, keyWeight: 30));
        Assert.Equal(TrafficAnalysis.Buffers, traffic.Plans.Select(plan => plan.Buffer));
        Assert.Equal(traffic.Plans.OrderByDescending(plan => plan.Rate), traffic.Plans);
        Assert.True(traffic.Plans[0].Rate < traffic.PeakRate);
        Assert.InRange(traffic.Plans[^1].Rate.BitsPerSecond / (double)traffic.Envelope[0].Rate.BitsPerSecond, 0.9, 1.1);
    }

    [Fact]
    public void Text_has_an_envelope_and_no_plans()
    {
        TrackIndex track = SyntheticTrack.Text(60);
        TrackTraffic traffic = TrafficAnalysis.Of(track);
        Assert.Empty(traffic.Plans);
        Assert.Empty(traffic.BytesBefore);

        // A quarter of a second for each, whatever time there is to the next.
        Assert.Equal(traffic.LargestPacket.Bytes * 8 * 4, traffic.PeakRate.BitsPerSecond);
        Assert.Equal(traffic.LargestPacket, traffic.Envelope[^1].Depth);
    }

    [Fact]
    public void A_track_of_nothing_asks_for_nothing()
    {
        TrackIndex track = new(SyntheticTrack.Video(1, BitRate.Mbps(1), 1).Track, [], []);
        TrackTraffic traffic = TrafficAnalysis.Of(track);
        Assert.Equal([new EnvelopePoint(BitRate.Zero, ByteCount.Zero)], traffic.Envelope);
        Assert.Empty(traffic.Plans);
        Assert.Equal(BitRate.Zero, traffic.PeakRate);
    }

    [Fact]
    public void A_pause_longer_than_the_buffer_is_a_pause_of_the_plan()
    {
        TrackIndex track = SyntheticTrack.Video(6, BitRate.Mbps(1), 4);
        MediaSample[] samples = track.Samples.ToArray();
        for (int i = 50; i < samples.Length; i++)
            samples[i] = samples[i] with { DecodeUnits = samples[i].DecodeUnits + (20 * 90_000) };
        track = new(track.Track, samples, track.Units.ToArray());
        TrackTraffic traffic = TrafficAnalysis.Of(track);
        PlanChecks.Check(track, traffic);

        PlanSchedule schedule = new(traffic, traffic.Plans[0]);
        Assert.True(schedule.Start(50) - schedule.End(49) > TimeSpan.FromSeconds(15));
    }

    [Theory]
    [Seeds(20)]
    public void A_schedule_asked_in_any_order_answers_the_same(ulong seed)
    {
        TrackTraffic traffic = TrafficAnalysis.Of(SyntheticTrack.Video(seed, BitRate.Mbps(2), 60, keyWeight: 30));
        SendingPlan plan = traffic.Plans[(int)(seed % 4)];
        PlanSchedule inOrder = new(traffic, plan), anywhere = new(traffic, plan);
        MediaTime[] starts = [.. Enumerable.Range(0, traffic.BytesBefore.Count - 1).Select(sample => inOrder.Start(sample))];
        SeededRandom random = new(seed);
        for (int i = 0; i < 200; i++)
        {
            int sample = random.Next(starts.Length);
            Assert.Equal(starts[sample], anywhere.Start(sample));
            Assert.True(anywhere.End(sample) > starts[sample]);
        }
    }

    private static List<(int Sample, int Bytes)> PacketsOf(TrackIndex track)
    {
        IPacketizer packetizer = PayloadFormats.CreatePacketizer(track.Track, 1_400 - RtpHeader.Size);
        List<(int, int)> packets = [];
        for (int i = 0; i < track.Samples.Length; i++)
        {
            ref readonly MediaSample sample = ref track.Samples[i];
            for (int left = packetizer.Begin(in sample, track.UnitsOf(in sample)); left > 0; left--)
            {
                PacketWriter packet = new(new byte[PacketWriter.MaxInline], new PacketPart[PacketWriter.MaxParts]);
                packetizer.Write(in sample, track.UnitsOf(in sample), ref packet);
                packets.Add((i, packet.Length + 12 + 8 + 40));
            }
        }

        return packets;
    }
}
