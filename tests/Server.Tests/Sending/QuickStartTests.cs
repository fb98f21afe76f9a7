using Streaming.Formats.Media;
using Streaming.Formats.Rtp;
using Streaming.Primitives.Chance;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Contracts;
using Streaming.Server.Sending;
using Streaming.Testing;
using Streaming.Testing.Films;
using Streaming.Testing.Sending;

namespace Streaming.Server.Tests.Sending;

/// <summary>How soon the first picture is on its way, under the contract of a client without a buffer.</summary>
public sealed class QuickStartTests
{
    public static TheoryData<string> Films => [.. SharedMedia.Names];

    [Theory, Seeds(30)]
    public void The_first_key_picture_leaves_at_once_three_packets_in_a_millisecond_and_the_rest_at_its_time(ulong seed)
    {
        SeededRandom random = new(seed);
        BitRate rate = BitRate.Kbps(500 + random.Next(5_000));
        TrackIndex video = SyntheticTrack.Video(seed, rate, 30, keyWeight: 4 + random.Next(20), reordered: random.Next(2) == 0);
        TrackIndex audio = SyntheticTrack.Audio(seed, BitRate.Kbps(96), 30);
        SendingWorld world = new(video, audio);
        TrafficSpec traffic = Granted.Prompt(video, audio);
        world.Session.Change(new(Granted.Of(traffic), []), world.Created);

        PlayPoint point = world.Play(random.Next(25));
        world.Wire.DriveToEnd(world.Session);

        AssertPrompt(world, point, traffic);
        foreach ((SentPacket packet, int sample) in new SentSamples(point, world.Wire.All).All)
        {
            MediaTime until = MediaTime.Max(packet.Stream.Index.DecodeTime(sample), point.Start);
            Assert.True(packet.At <= world.Created + (until - point.Start) + TimeSpan.FromMilliseconds(250));
        }
    }

    [Fact]
    public void Where_the_bucket_is_spent_the_first_picture_comes_as_fast_as_it_fills()
    {
        TrackIndex video = SyntheticTrack.Video(1, BitRate.Mbps(2), 60, keyWeight: 20);
        SendingWorld world = new(video);
        TrafficSpec traffic = Granted.Prompt(video);
        world.Session.Change(new(Granted.Of(traffic), []), world.Created);
        foreach (int from in new[] { 0, 4, 8, 12 })
        {
            int before = world.Wire.All.Count;
            PlayPoint point = world.Play(from);
            world.RunFor(0.25);
            SentPacket[] picture = [.. FirstPicture(world, point, before)];
            Assert.True(picture[^1].Header.Marker, "it has left in a quarter of a second all the same");
            world.Session.Halt(world.Wire.Now);
        }

        RunCheck.Conforms(world.Wire.All, traffic);
    }

    [Theory]
    [MemberData(nameof(Films))]
    public async Task The_contract_without_a_buffer_holds_the_largest_picture_of_a_real_film(string film)
    {
        MediaIndex title = await RealFilms.IndexAsync(film);
        TrackIndex[] tracks = [.. title.Tracks.DistinctBy(track => track.Track.Kind).Where(track => track.Track.Kind != TrackKind.Text)];
        if (tracks.FirstOrDefault(track => track.Track.Kind == TrackKind.Video) is not { } video)
            return;
        TrafficSpec alone = StreamTraffic.Of(video, TimeSpan.Zero, 1_400), traffic = Granted.Prompt(tracks);
        int[] keys = [.. Enumerable.Range(0, video.Samples.Length).Where(at => video.Samples[at].IsKey)];
        int largest = keys.Max(at => video.Samples[at].Size);
        string asked = $"mean {video.Track.MeanRate}, peak {video.Traffic!.PeakRate}, largest key {largest} B";
        TestContext.Current.TestOutputHelper?.WriteLine($"{film}: {asked}, granted {alone.Rate}, {alone.Depth}");
        Assert.True(alone.Depth.Bytes >= largest);

        // What an edit list has decoded before the film begins goes into the bucket, and not into the rate.
        double empties = alone.Depth.Bytes * 8.0 / alone.Rate.BitsPerSecond;
        Assert.True(film == SharedMedia.OpenGop ? alone.Rate < video.Traffic.PeakRate : empties <= 0.2525, $"{empties} s");
        foreach (int key in keys)
        {
            SendingWorld world = new(tracks);
            world.Session.Change(new(Granted.Of(traffic), []), world.Created);
            PlayPoint point = world.Play(video.PresentationTime(key).Seconds + 0.01);
            world.RunFor(0.5);
            AssertPrompt(world, point, traffic);
        }
    }

    private static void AssertPrompt(SendingWorld world, PlayPoint point, TrafficSpec traffic)
    {
        SentPacket[] picture = [.. FirstPicture(world, point, 0)];
        TimeSpan trains = TimeSpan.FromMicroseconds(1_300) * ((picture.Length / 3) + 1);
        Assert.True(picture[^1].Header.Marker);
        Assert.InRange(picture[^1].At - world.Created, TimeSpan.Zero, trains + TimeSpan.FromMilliseconds(5));
        RunCheck.Conforms(world.Wire.All, traffic);
    }

    private static IEnumerable<SentPacket> FirstPicture(SendingWorld world, PlayPoint point, int before)
    {
        SendStream video = point.Streams.First(one => one.Stream.Index.Track.Kind == TrackKind.Video).Stream;
        SentPacket[] media = [.. world.Wire.All[before..].Where(packet => !packet.IsControl && packet.Stream == video)];
        RtpTimestamp first = media[0].Header.Timestamp;
        return media.TakeWhile(packet => packet.Header.Timestamp == first);
    }
}
