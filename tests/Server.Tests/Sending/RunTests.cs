using Streaming.Formats.Media;
using Streaming.Formats.Rtp;
using Streaming.Primitives.Chance;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Sending;
using Streaming.Testing;
using Streaming.Testing.Films;
using Streaming.Testing.Sending;

namespace Streaming.Server.Tests.Sending;

/// <summary>Running through a film, forwards and backwards. RFC 2326 §12.34.</summary>
public sealed class RunTests
{
    private static readonly int[] Scales = [2, 4, 8, 16, 32, -1, -2, -4, -8, -16, -32];

    public static TheoryData<string> Films => [.. SharedMedia.Names];

    [Theory, Seeds(30)]
    public void A_run_is_key_pictures_only_in_order_on_time_and_within_the_contract(ulong seed)
    {
        SeededRandom random = new(seed);
        TrackIndex video = Video(random, 60), audio = SyntheticTrack.Audio(seed, BitRate.Kbps(96), 60);
        SendingWorld world = new(video, audio);
        TrafficSpec traffic = Granted.Prompt(video, audio);
        world.Session.Change(new(Granted.Of(traffic), []), world.Created);
        int scale = Scales[random.Next(Scales.Length)];

        PlayPoint point = world.Play(Run(scale, random.Next(60_000) / 1_000.0));
        world.Wire.DriveToEnd(world.Session);

        Assert.Equal(scale, point.Pace.Scale);
        List<int> shown = RunCheck.Pictures(point, world.Created, world.Wire.All);
        Assert.Equal(point.Start, video.PresentationTime(shown[0]));
        RunCheck.NeverLate(point, world.Created, world.Wire.All, traffic, isFresh: true);
        RunCheck.Conforms(world.Wire.All, traffic);
        Assert.Equal(2, world.Wire.All.TakeLast(2).Select(packet => packet.Stream).Distinct().Count());
        Assert.All(world.Wire.All.TakeLast(2), packet => Assert.True(packet.IsControl));
        AssertOver(world, point, video, scale);
    }

    [Theory, Seeds(20)]
    public void As_many_pictures_are_sent_as_there_is_room_for_at_even_distances(ulong seed)
    {
        SeededRandom random = new(seed);
        TrackIndex video = SyntheticTrack.Video(seed, BitRate.Mbps(2), 240, group: 10, keyWeight: 4);
        SendingWorld world = new(video);
        TrafficSpec traffic = new(BitRate.Kbps(600 + random.Next(3_000)), new(60_000), TrafficSpec.MostRate, new(60), new(1_448));
        world.Session.Change(new(Granted.Of(traffic), []), world.Created);
        int scale = 8 << random.Next(3);

        PlayPoint point = world.Play(Run(scale, 0));
        world.Wire.DriveToEnd(world.Session);

        // Key pictures come every 0.4 s of the film; so at least every 50 ms of the run there is one to choose.
        List<int> shown = RunCheck.Pictures(point, world.Created, world.Wire.All);
        RunCheck.Conforms(world.Wire.All, traffic);
        TimeSpan step = TimeSpan.FromSeconds(0.4) / scale;
        for (int i = 0; i + 1 < shown.Count; i++)
        {
            TimeSpan gap = (video.PresentationTime(shown[i + 1]) - video.PresentationTime(shown[i])) / scale;
            TimeSpan taken = TimeSpan.FromSeconds((video.Samples[shown[i]].Size + 3_000) * 8.0 / traffic.Rate.BitsPerSecond);
            TimeSpan most = TimeSpan.FromMilliseconds(100) > taken ? TimeSpan.FromMilliseconds(100) : taken;
            Assert.InRange(gap, TimeSpan.FromMilliseconds(100), most + step + TimeSpan.FromMilliseconds(25));
        }
    }

    [Theory, Seeds(20)]
    public void Another_scale_in_mid_play_begins_where_the_run_has_come_to_and_normal_play_goes_on_from_there(ulong seed)
    {
        SeededRandom random = new(seed);
        TrackIndex video = Video(random, 120), audio = SyntheticTrack.Audio(seed, BitRate.Kbps(96), 120);
        SendingWorld world = new(video, audio);
        TrafficSpec traffic = Granted.Prompt(video, audio);
        world.Session.Change(new(Granted.Of(traffic), []), world.Created);
        world.Play(50);
        world.RunFor(2);
        int earlier = 1;
        for (int round = 0; round < 10; round++)
        {
            int scale = random.Next(4) == 0 ? 1 : Scales[random.Next(Scales.Length)];
            MediaTime position = world.Session.Position(world.Wire.Now);
            bool wasOver = world.Session.AtEnd;
            world.Session.Halt(world.Wire.Now);
            int before = world.Wire.All.Count;
            Instant began = world.Wire.Now;
            Dictionary<SendStream, RtpTimestamp> last = LastStamps(world);

            PlayPoint point = world.Play(new PlayWish(null, null) { Pace = new(scale, PlaySpeed.Normal) });
            foreach (StreamPoint stream in point.Streams)
                Assert.True(!last.TryGetValue(stream.Stream, out RtpTimestamp stamp) || stream.AtStart.Since(stamp) > -90_000);
            bool goesOn = scale == 1 && earlier == 1 && !wasOver;
            AssertEntered(video, position, point.Start, scale, goesOn);
            earlier = scale;
            world.RunFor(random.Next(2_000) / 1_000.0);
            if (scale != 1)
            {
                RunCheck.Pictures(point, began, world.Wire.All[before..], isOver: false);
                RunCheck.NeverLate(point, began, world.Wire.All[before..], traffic, isFresh: false);
            }
            else
            {
                Assert.Contains(world.Wire.All[before..], packet => packet.Stream.Index == audio && !packet.IsControl);
            }

            if (!goesOn)
                AssertRising(world, before);
        }

        RunCheck.Conforms(world.Wire.All, traffic);
    }

    [Fact]
    public void A_rendition_changes_in_a_run_with_the_next_picture()
    {
        ChangingWorld changing = new();
        SendingWorld world = changing.World;
        changing.Change(1, changing.High);
        PlayPoint point = world.Play(Run(4, 2));
        world.RunFor(1);
        Assert.True(world.Session.TryTakeChange(out _));
        int before = world.Wire.All.Count;
        changing.Change(2, changing.Low);
        ChangePoint change = changing.RunUntilChanged(2);
        world.RunFor(2);

        Assert.Equal(2, change.Generation);
        Assert.Same(changing.Low, changing.Picture.Index);
        SentPacket[] media = [.. world.Wire.All[before..].Where(packet => !packet.IsControl)];
        Assert.Equal(changing.Spec(changing.Low), world.Session.Traffic);
        long start = ClockRate.Video.ToUnits(point.Start);
        foreach (SentPacket packet in media.Where(packet => packet.At > world.Wire.Now - TimeSpan.FromSeconds(1)))
        {
            long film = start + (4L * packet.Header.Timestamp.Since(point.Streams[0].AtStart));
            Assert.Contains(changing.Low.Samples.ToArray(), sample => sample.IsKey && Math.Abs(sample.PresentationUnits - film) < 4);
        }
    }

    [Fact]
    public void A_run_ends_at_the_end_of_its_range()
    {
        TrackIndex video = SyntheticTrack.Video(1, BitRate.Mbps(1), 60);
        SendingWorld world = new(video);
        PlayPoint back = world.Play(Run(-4, 40, 20));
        world.Wire.DriveToEnd(world.Session);
        List<int> shown = RunCheck.Pictures(back, world.Created, world.Wire.All);
        Assert.Equal(20, video.PresentationTime(shown[^1]).Seconds, 3);
        Assert.Equal(20, world.Session.Position(world.Wire.Now).Seconds, 3);

        int before = world.Wire.All.Count;
        Instant began = world.Wire.Now;
        PlayPoint forth = world.Play(Run(4, 20, 40));
        world.Wire.DriveToEnd(world.Session);
        shown = RunCheck.Pictures(forth, began, world.Wire.All[before..]);
        Assert.Equal(38, video.PresentationTime(shown[^1]).Seconds, 3);
    }

    [Fact]
    public void Without_a_picture_there_is_nothing_to_run_through()
    {
        SendingWorld world = new(SyntheticTrack.Audio(1, BitRate.Kbps(96), 20));
        Assert.False(world.Session.CanRun);
        PlayPoint point = world.Play(Run(8, 5));
        world.RunFor(2);
        Assert.True(point.Pace.IsNormal);
        Assert.Equal(5, point.Start.Seconds, 3);
        Assert.InRange(world.Wire.Media.Count(), 80, 100);
    }

    [Fact]
    public void A_run_allocates_nothing_for_its_packets()
    {
        TrackIndex video = SyntheticTrack.Video(1, BitRate.Mbps(8), 2_000);
        SendingWorld world = new(video);
        world.Session.Change(new(Granted.Of(Granted.Prompt(video)), []), world.Created);
        world.Play(Run(32, 0));
        SilentWire wire = new();
        Instant now = wire.Drive(world.Session, world.Wire.Now + TimeSpan.FromSeconds(5));

        long before = GC.GetAllocatedBytesForCurrentThread();
        wire.Drive(world.Session, now + TimeSpan.FromSeconds(50));

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(wire.Packets > 500);
    }

    [Theory]
    [MemberData(nameof(Films))]
    public async Task Real_films_are_run_through_both_ways_from_anywhere(string film)
    {
        MediaIndex title = await RealFilms.IndexAsync(film);
        TrackIndex[] tracks = [.. title.Tracks.DistinctBy(track => track.Track.Kind).Where(track => track.Track.Kind != TrackKind.Text)];
        TrackIndex? video = tracks.FirstOrDefault(track => track.Track.Kind == TrackKind.Video);
        TrafficSpec traffic = Granted.Prompt(tracks);
        foreach (int scale in Scales)
        {
            foreach (double part in new[] { 0, 0.4, 0.99 })
            {
                SendingWorld world = new(tracks);
                world.Session.Change(new(Granted.Of(traffic), []), world.Created);
                PlayPoint point = world.Play(Run(scale, part * title.Title.Duration.TotalSeconds));
                Assert.Equal(video is null, point.Pace.IsNormal);
                if (video is null)
                    continue;
                world.Wire.DriveToEnd(world.Session);
                Assert.NotEmpty(RunCheck.Pictures(point, world.Created, world.Wire.All));
                RunCheck.NeverLate(point, world.Created, world.Wire.All, traffic, isFresh: true);
                RunCheck.Conforms(world.Wire.All, traffic);
            }
        }
    }

    private static PlayWish Run(int scale, double from, double? to = null) =>
        new(MediaTime.FromSeconds(from), to is { } end ? MediaTime.FromSeconds(end) : null) { Pace = new(scale, PlaySpeed.Normal) };

    private static TrackIndex Video(SeededRandom random, double seconds) => SyntheticTrack.Video(
        (ulong)random.Next(1_000),
        BitRate.Kbps(200 + random.Next(6_000)),
        seconds,
        group: 4 + random.Next(200),
        keyWeight: 1 + random.Next(30),
        reordered: random.Next(2) == 0);

    /// <summary>The goodbye comes when the film, or what lies before the start, has been run through.</summary>
    private static void AssertOver(SendingWorld world, PlayPoint point, TrackIndex video, int scale)
    {
        MediaSample last = video.Samples[^1];
        double length = scale < 0
            ? point.Start.Seconds / -scale
            : (video.Track.Clock.ToTime(last.PresentationUnits + last.Duration) - point.Start).TotalSeconds / scale;
        double over = (world.Wire.All[^1].At - world.Created).TotalSeconds;
        Assert.True(over >= length - 0.01, $"{over} of {length}");
        Assert.True(over <= length + 8);
        Assert.Equal(scale < 0 ? 0 : point.End.Seconds, world.Session.Position(world.Wire.Now).Seconds, 3);
    }

    private static void AssertEntered(TrackIndex video, MediaTime position, MediaTime start, int scale, bool goesOn)
    {
        IEnumerable<int> all = Enumerable.Range(0, video.Samples.Length).Where(at => video.Samples[at].IsKey);
        double[] keys = [.. all.Select(at => Seconds(video, at))];
        double expected = scale > 1
            ? keys.Where(key => key >= position.Seconds - 1e-6).DefaultIfEmpty(keys[^1]).First()
            : keys.Where(key => key <= position.Seconds + 1e-6).DefaultIfEmpty(keys[0]).Last();
        Assert.Equal(goesOn ? position.Seconds : expected, start.Seconds, 4);
    }

    private static double Seconds(TrackIndex video, int at) => Math.Max(0, video.PresentationTime(at).Seconds);

    private static Dictionary<SendStream, RtpTimestamp> LastStamps(SendingWorld world) =>
        world.Wire.Media.GroupBy(packet => packet.Stream).ToDictionary(group => group.Key, group => group.Last().Header.Timestamp);

    private static void AssertRising(SendingWorld world, int before)
    {
        foreach (SendStream stream in world.Session.Streams)
        {
            SentPacket[] old = [.. Of(world.Wire.All[..before])], fresh = [.. Of(world.Wire.All[before..])];
            if (old.Length == 0 || fresh.Length == 0)
                continue;
            Assert.Equal(old[^1].Header.Sequence + 1, fresh[0].Header.Sequence);
            uint latest = old[^1].Header.Timestamp.Value;
            Assert.All(fresh, packet => Assert.True(packet.Header.Timestamp.Since(new(latest)) > 0));

            IEnumerable<SentPacket> Of(List<SentPacket> packets) => packets.Where(packet => packet.Stream == stream && !packet.IsControl);
        }
    }
}
