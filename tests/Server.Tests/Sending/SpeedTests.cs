using Streaming.Formats.Media;
using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtp;
using Streaming.Primitives.Chance;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Contracts;
using Streaming.Server.Sending;
using Streaming.Server.Traffic;
using Streaming.Testing;
using Streaming.Testing.Films;
using Streaming.Testing.Sending;

namespace Streaming.Server.Tests.Sending;

/// <summary>Delivering a film faster or slower than it was made for. RFC 2326 §12.35.</summary>
public sealed class SpeedTests
{
    private static readonly double[] Speeds = [0.5, 0.75, 1.25, 1.5, 2];

    /// <summary>How long a packet may wait for those of another stream and for a report, and how far plans begin before the picture they
    /// begin with is shown: one picture, at half speed.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(4 + 80);

    [Theory, Seeds(16)]
    public void The_same_packets_leave_as_much_faster_and_are_never_late_within_a_contract_of_as_much_more(ulong seed)
    {
        SeededRandom random = new(seed);
        double speed = Speeds[random.Next(Speeds.Length)];
        TimeSpan buffer = random.Next(2) == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(1);
        TrackIndex[] tracks = [Video(random, 30), Audio(seed, 30)];
        TrafficSpec traffic = Contract(tracks, buffer, PlaySpeed.Max(PlaySpeed.Of(speed), PlaySpeed.Normal));
        SendingWorld fast = new(buffer, tracks), usual = new(buffer, tracks);
        fast.Session.Change(new(Granted.Of(traffic), []), fast.Created);
        double from = random.Next(20);

        PlayPoint point = fast.Play(Wish(from, speed));
        fast.Wire.DriveToEnd(fast.Session);
        usual.Play(from);
        usual.Wire.DriveToEnd(usual.Session);

        RunCheck.Conforms(fast.Wire.All, traffic);
        foreach ((SendStream one, SendStream other) in fast.Session.Streams.Zip(usual.Session.Streams))
        {
            SentPacket[] left = [.. fast.Wire.Media.Where(packet => packet.Stream == one)];
            SentPacket[] right = [.. usual.Wire.Media.Where(packet => packet.Stream == other)];
            Assert.Equal(right.Select(packet => Hex.Text(packet.Payload)), left.Select(packet => Hex.Text(packet.Payload)));
            Assert.Equal(right.Select(packet => packet.Header.Timestamp), left.Select(packet => packet.Header.Timestamp));
        }

        foreach ((SentPacket packet, int sample) in new SentSamples(point, fast.Wire.All).All)
        {
            TrackIndex index = packet.Stream.Index;
            TimeSpan first = index.DecodeTime(sample) - point.Start;
            TimeSpan time = (first > TimeSpan.Zero ? first : TimeSpan.Zero) / speed;
            TimeSpan left = packet.At - fast.Created;
            TimeSpan most = time + (buffer / speed) + (buffer == TimeSpan.Zero ? TimeSpan.FromMilliseconds(250) : Turn);
            Assert.True(left <= most, $"sample {sample} of {index.Track.Kind} left at {left}, not {most}, at {speed}, buffer {buffer}");
        }

        double length = (fast.Session.Position(fast.Wire.Now) - point.Start).TotalSeconds / speed;
        Assert.InRange((fast.Wire.All[^1].At - fast.Created).TotalSeconds, length, length + 1 + (buffer.TotalSeconds / speed));
    }

    [Theory, Seeds(16)]
    public void Another_speed_in_mid_play_goes_on_exactly_where_it_was_and_reports_say_where_stamps_are(ulong seed)
    {
        SeededRandom random = new(seed);
        TrackIndex[] tracks = [Video(random, 40), Audio(seed, 40)];
        SendingWorld world = new(tracks), whole = new(tracks);
        whole.Play(0);
        whole.Wire.DriveToEnd(whole.Session);
        PlayPoint point = world.Play(0);
        double speed = 1, ahead = 0;
        while (true)
        {
            Instant began = world.Wire.Now;
            int before = world.Wire.All.Count;
            world.RunFor(1 + (random.Next(4_000) / 1_000.0));
            AssertTruthful(world, before, began, speed, ahead);
            double position = world.Session.Position(world.Wire.Now).Seconds;
            if (position >= point.End.Seconds)
                break;
            ahead += (speed - 1) * (world.Wire.Now - began).TotalSeconds;
            world.Session.Halt(world.Wire.Now);
            speed = random.Next(3) == 0 ? 1 : Speeds[random.Next(Speeds.Length)];
            PlayPoint next = world.Play(new PlayWish(null, null) { Pace = new(1, PlaySpeed.Of(speed)) });
            Assert.Equal(position, next.Start.Seconds, 6);
            Assert.All(next.Streams, stream => Assert.InRange(
                stream.AtStart.Since(point.Streams.Single(one => one.Stream == stream.Stream).AtStart)
                    - stream.Stream.Index.Track.Clock.ToUnits(next.Start - point.Start), -2, 2));
        }

        foreach ((SendStream one, SendStream other) in world.Session.Streams.Zip(whole.Session.Streams))
        {
            SentPacket[] packets = [.. world.Wire.Media.Where(packet => packet.Stream == one)];
            (long Place, int Bytes)[] expected = [.. Samples(whole, other)], actual = [.. Samples(world, one)];
            Assert.Equal(expected.Length, actual.Length);
            Assert.All(expected.Zip(actual), pair => Assert.InRange(pair.Second.Place - pair.First.Place, -12, 12));
            Assert.All(expected.Zip(actual), pair => Assert.InRange(pair.Second.Bytes - pair.First.Bytes, -40, 40));
            Assert.All(packets.Index(), pair => Assert.Equal(one.Identity.First + pair.Index, pair.Item.Header.Sequence));
        }
    }

    [Fact]
    public void After_double_speed_a_seek_neither_repeats_stamps_nor_leaps()
    {
        TrackIndex[] tracks = [SyntheticTrack.Video(1, BitRate.Mbps(1), 200), SyntheticTrack.Audio(1, BitRate.Kbps(96), 200)];
        SendingWorld world = new(tracks);
        world.Play(Wish(0, 2));
        world.RunFor(60);
        world.Session.Halt(world.Wire.Now);
        RtpTimestamp last = world.Wire.Media.Last(packet => packet.Stream == world.Session.Streams[0]).Header.Timestamp;
        PlayPoint point = world.Play(10);
        Assert.InRange(point.Streams[0].AtStart.Since(last), 1, 90_000);
    }

    [Theory]
    [InlineData(0.1, 0.5)]
    [InlineData(0.5, 0.5)]
    [InlineData(1.37, 1.37)]
    [InlineData(2, 2)]
    [InlineData(30, 2)]
    public void What_is_not_offered_is_answered_with_the_nearer_end(double asked, double offered) =>
        Assert.Equal(PlaySpeed.Of(offered), PlaySpeed.Nearest(asked));

    [Theory]
    [InlineData(0.2, 1)]
    [InlineData(1, 1)]
    [InlineData(1.5, 1)]
    [InlineData(1.6, 2)]
    [InlineData(3, 2)]
    [InlineData(7, 8)]
    [InlineData(1_000, 32)]
    [InlineData(-0.1, -1)]
    [InlineData(-3, -2)]
    [InlineData(-5, -4)]
    [InlineData(-99, -32)]
    public void A_scale_that_is_not_offered_is_answered_with_the_nearest_of_its_direction(double asked, int offered) =>
        Assert.Equal(offered, PlayPace.NearestScale(asked));

    [Theory]
    [InlineData(1.5)]
    [InlineData(2)]
    public void A_contract_for_a_speed_has_as_much_more_rate_and_the_same_bucket(double speed)
    {
        TrackIndex video = SyntheticTrack.Video(1, BitRate.Mbps(1), 30);
        TrafficSpec usual = StreamTraffic.Of(video, TimeSpan.Zero, 1_400), fast = StreamTraffic.AtSpeed(usual, PlaySpeed.Of(speed));
        Assert.InRange(fast.Rate.BitsPerSecond - (usual.Rate.BitsPerSecond * speed), 0, 1);
        Assert.Equal((usual.Depth, usual.MaxPacket, usual.MinUnit), (fast.Depth, fast.MaxPacket, fast.MinUnit));
        Assert.True(fast.Peak > usual.Peak);
    }

    private static PlayWish Wish(double from, double speed) =>
        new(MediaTime.FromSeconds(from), null) { Pace = new(1, PlaySpeed.Of(speed)) };

    private static TrackIndex Video(SeededRandom random, double seconds)
    {
        TrackIndex video = SyntheticTrack.Video(
            (ulong)random.Next(1_000), BitRate.Kbps(300 + random.Next(3_000)), seconds, keyWeight: 1 + random.Next(12),
            reordered: random.Next(2) == 0);
        return video.With(TrafficAnalysis.Of(video));
    }

    private static TrackIndex Audio(ulong seed, double seconds)
    {
        TrackIndex audio = SyntheticTrack.Audio(seed, BitRate.Kbps(96), seconds);
        return audio.With(TrafficAnalysis.Of(audio));
    }

    private static TrafficSpec Contract(TrackIndex[] tracks, TimeSpan buffer, PlaySpeed speed) => tracks
        .Select(track => StreamTraffic.AtSpeed(StreamTraffic.Of(track, buffer, 1_400), speed) + StreamTraffic.Reports)
        .Aggregate((sum, one) => sum + one) with { Peak = TrafficSpec.MostRate };

    /// <summary>Stamps run at the speed from where they were, and the time of day beside them at its own.</summary>
    private static void AssertTruthful(SendingWorld world, int before, Instant began, double speed, double ahead)
    {
        foreach (SentPacket packet in world.Wire.All[before..].Where(packet => packet.IsControl))
        {
            Assert.True(CompoundPacket.TryParse(packet.Bytes, out CompoundPacket packets, out _));
            foreach (RtcpPacket part in packets)
            {
                if (!SenderReport.TryParse(in part, out SenderReport report, out _))
                    continue;
                double shown = (packet.At - world.Created).TotalSeconds + ahead + ((speed - 1) * (packet.At - began).TotalSeconds);
                long units = (long)(shown * packet.Stream.Index.Track.Clock.Hertz);
                Assert.InRange(report.Rtp.Since(packet.Stream.Identity.Epoch + units), -4, 4);
                Assert.InRange((report.Ntp - world.CreatedNtp - (packet.At - world.Created)).Ticks, -1, 1);
            }
        }
    }

    /// <summary>Where each sample lies by its stamp, from the first on, and its size: after a pause, in other packets.</summary>
    private static IEnumerable<(long Place, int Bytes)> Samples(SendingWorld world, SendStream stream)
    {
        SentPacket[] packets = [.. world.Wire.Media.Where(packet => packet.Stream == stream)];
        RtpTimestamp first = packets[0].Header.Timestamp;
        return packets.GroupBy(packet => packet.Header.Timestamp.Value)
            .Select(group => ((long)new RtpTimestamp(group.Key).Since(first), group.Sum(packet => packet.Payload.Length)));
    }
}
