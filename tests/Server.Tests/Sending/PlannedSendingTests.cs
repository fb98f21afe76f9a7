using Streaming.Ffmpeg.Importing;
using Streaming.Ffmpeg.Storage;
using Streaming.Formats.Media;
using Streaming.Primitives.Chance;
using Streaming.Qos.Envelopes;
using Streaming.Server.Sending;
using Streaming.Server.Traffic;
using Streaming.Testing;
using Streaming.Testing.Films;
using Streaming.Testing.Sending;

namespace Streaming.Server.Tests.Sending;

/// <summary>When packets leave that have a sending plan.</summary>
public sealed class PlannedSendingTests
{
    /// <summary>How long a packet may wait for those of another stream.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromMicroseconds(1_150);

    public static TheoryData<string> Films => [.. SharedMedia.Names];

    [Theory, Seeds(40)]
    public void Every_packet_leaves_between_its_decode_time_and_one_buffer_later(ulong seed)
    {
        SeededRandom random = new(seed);
        TimeSpan buffer = TrafficAnalysis.Buffers[random.Next(3)];
        SendingWorld world = new(buffer, Video(random, 20), Traffic(SyntheticTrack.Audio(seed, BitRate.Kbps(128), 20)));

        PlayPoint point = world.Play(random.Next(3) == 0 ? 0 : random.Next(19_000) / 1_000.0);
        world.Wire.DriveToEnd(world.Session);

        AssertWithin(world, point, world.Wire.All, world.Created);
    }

    [Theory, Seeds(20)]
    public void A_seek_or_a_pause_anywhere_goes_on_by_plan(ulong seed)
    {
        SeededRandom random = new(seed);
        TimeSpan buffer = TrafficAnalysis.Buffers[random.Next(2)];
        SendingWorld world = new(buffer, Video(random, 20), Traffic(SyntheticTrack.Audio(seed, BitRate.Kbps(96), 20)));
        for (int round = 0; round < 8; round++)
        {
            PlayPoint point = world.Play(random.Next(20_000) / 1_000.0);
            Instant start = world.Wire.Now;
            int before = world.Wire.All.Count;
            world.RunFor(random.Next(3_000) / 1_000.0);

            AssertWithin(world, point, world.Wire.All[before..], start);
            Assert.InRange(world.Wire.All[before].At - start, TimeSpan.Zero, Turn);
            world.Session.Halt(world.Wire.Now);
        }
    }

    [Theory, Seeds(20)]
    public void A_pause_moves_the_plan_by_its_length_and_by_nothing_else(ulong seed)
    {
        SendingWorld paused = Film(seed, isPlain: true), whole = Film(seed, isPlain: true);
        whole.Play(0);
        whole.Wire.DriveToEnd(whole.Session);
        SeededRandom random = new(seed);

        paused.Play(0);
        List<(Instant At, TimeSpan Length)> pauses = [];
        for (int i = 0; i < 4; i++)
        {
            paused.RunFor(1 + (random.Next(1_000) / 1_000.0));
            paused.Session.Halt(paused.Wire.Now);
            TimeSpan length = TimeSpan.FromMilliseconds(1 + random.Next(3_000));
            pauses.Add((paused.Wire.Now, length));
            paused.RunFor(length.TotalSeconds);
            paused.Play(null);
        }

        paused.Wire.DriveToEnd(paused.Session);
        SentPacket[] expected = [.. whole.Wire.Media], actual = [.. paused.Wire.Media];
        Assert.Equal(expected.Length, actual.Length);
        foreach ((SendStream one, SendStream other) in paused.Session.Streams.Zip(whole.Session.Streams))
        {
            bool isFirst = true;
            foreach ((SentPacket left, SentPacket right) in actual.Where(p => p.Stream == one).Zip(expected.Where(p => p.Stream == other)))
            {
                // Of a sample that a pause cut, the rest is spread anew over the rest of its time.
                TimeSpan lost = pauses.Where(pause => pause.At <= left.At).Aggregate(TimeSpan.Zero, (sum, pause) => sum + pause.Length);
                Assert.Equal(Hex.Text(right.Payload), Hex.Text(left.Payload));
                if (isFirst)
                    Assert.InRange(left.At - lost - right.At, -Turn, Turn);
                isFirst = left.Header.Marker;
            }
        }
    }

    [Theory, Seeds(20)]
    public void A_stream_alone_leaves_exactly_as_deep_as_its_plan_says(ulong seed)
    {
        SeededRandom random = new(seed);
        TrackIndex video = Video(random, 20);
        SendingPlan plan = video.Traffic!.Plans[random.Next(4)];
        SendingWorld world = SendingWorld.Plain(plan.Buffer, video);

        PlayPoint point = world.Play(0);
        world.Wire.DriveToEnd(world.Session);

        DepthMeter meter = new(plan.Rate);
        PlanSchedule schedule = new(video.Traffic, plan);
        long sent = 0;
        foreach ((SentPacket packet, int sample) in new SentSamples(point, world.Wire.All).All)
        {
            meter.Add((packet.At - world.Created).Ticks, DatagramSizes.Of(packet.Bytes.Length));
            sent += packet.Bytes.Length + DatagramSizes.LowerHeaders;
            TimeSpan earliest = schedule.Start(sample) - MediaTime.Zero, latest = schedule.End(sample) - MediaTime.Zero;
            Assert.InRange(packet.At - world.Created, earliest, latest + Turn);
        }

        Assert.Equal(video.Traffic.BytesBefore[^1].Bytes, sent);

        // What shares the gate with a report is up to a window later, and the packets behind it are not.
        Assert.InRange(meter.Depth.Bytes, 1, plan.Depth.Bytes + (plan.Rate * (2 * Turn)).Bytes + 1_448);
    }

    [Fact]
    public void The_goodbye_comes_behind_the_last_packet_and_the_last_picture()
    {
        SendingWorld world = Film(3);
        world.Play(0);
        world.Wire.DriveToEnd(world.Session);

        Instant last = world.Wire.Media.Last().At, bye = world.Wire.All[^1].At;
        Assert.True(world.Wire.All[^1].IsControl);
        Assert.True(bye >= last + TimeSpan.FromMilliseconds(400));
        Assert.True(bye >= world.Created + TimeSpan.FromSeconds(12));
    }

    [Fact]
    public void What_has_no_plan_leaves_at_its_time_beside_what_has()
    {
        SendingWorld world = new(TimeSpan.FromSeconds(1), Traffic(SyntheticTrack.Video(1, BitRate.Mbps(1), 12)), SyntheticTrack.Text(12));

        world.Play(0);
        world.RunFor(9);

        SentPacket[] text = [.. world.Wire.Media.Where(packet => packet.Stream == world.Session.Streams[1])];
        Assert.Equal([0, 4, 8], text.Select(packet => (int)Math.Round((packet.At - world.Created).TotalSeconds, 1)));
    }

    [Theory]
    [MemberData(nameof(Films))]
    public async Task Real_films_leave_by_plan_wherever_they_are_entered(string film)
    {
        using TemporaryFolder folder = new();
        TitleFolders folders = new(folder.Path);
        Importer importer = new(folders, new ImportOptions { Traffic = TrafficAnalysis.Of });
        ImportResult result = await importer.ImportAsync(SharedMedia.Find(film), null, TestContext.Current.CancellationToken);
        MediaIndex index = folders.Index(Assert.IsType<ImportResult.Imported>(result).Title.Id)!;
        TrackIndex[] tracks = [.. index.Tracks.Where(track => track.Traffic?.Plans.Count > 0).DistinctBy(track => track.Track.Kind)];
        foreach (TimeSpan buffer in TrafficAnalysis.Buffers)
        {
            foreach (double part in new[] { 0, 0.31, 0.77 })
            {
                SendingWorld world = new(buffer, tracks);
                PlayPoint point = world.Play(part * index.Title.Duration.TotalSeconds);
                world.Wire.DriveToEnd(world.Session);

                AssertWithin(world, point, world.Wire.All, world.Created);
            }
        }
    }

    private static SendingWorld Film(ulong seed, bool isPlain = false)
    {
        TrackIndex[] tracks =
        [
            Traffic(SyntheticTrack.Video(seed, BitRate.Kbps(900), 12, reordered: true)),
            Traffic(SyntheticTrack.Audio(seed, BitRate.Kbps(96), 12)),
        ];
        return isPlain ? SendingWorld.Plain(TimeSpan.FromSeconds(2), tracks) : new(TimeSpan.FromSeconds(2), tracks);
    }

    private static TrackIndex Video(SeededRandom random, double seconds)
    {
        BitRate[] rates = [BitRate.Kbps(300), BitRate.Mbps(2), BitRate.Mbps(8)];
        int fps = 24 + random.Next(37), group = 10 + random.Next(90), weight = 1 + random.Next(30);
        return Traffic(SyntheticTrack.Video(
            random.NextUInt64(), rates[random.Next(3)], seconds, fps, group, weight, reordered: random.Next(2) == 0));
    }

    private static TrackIndex Traffic(TrackIndex track) => track.With(TrafficAnalysis.Of(track));

    /// <summary>Relative to one origin for all streams: that by which the first packet of all left at once.</summary>
    private static void AssertWithin(SendingWorld world, PlayPoint point, IEnumerable<SentPacket> packets, Instant start)
    {
        List<(SentPacket Packet, int Sample)> all = new SentSamples(point, packets).All;
        if (all.Count == 0)
            return;
        MediaTime origin = all.GroupBy(one => one.Packet.Stream).Select(stream => Planned(stream.Key, stream.First().Sample)).Min();
        foreach ((SentPacket packet, int sample) in all)
        {
            MediaTime decoded = MediaTime.Max(packet.Stream.Index.DecodeTime(sample), MediaTime.Zero);
            Instant earliest = start + (decoded - origin), latest = earliest + PlanOf(packet.Stream).Buffer;
            Assert.True(packet.At >= earliest, $"sample {sample} at {packet.At}, before {earliest}");
            Assert.True(packet.At <= latest + Turn, $"sample {sample} at {packet.At}, after {latest}");
            Assert.True(packet.At <= packet.Due + Turn, $"{packet.At} after {packet.Due}");
        }

        MediaTime Planned(SendStream stream, int sample) => new PlanSchedule(stream.Index.Traffic!, PlanOf(stream)).Start(sample);

        SendingPlan PlanOf(SendStream stream) => stream.Index.Traffic!.Plans.Single(plan => plan.Buffer == world.Buffer);
    }
}
