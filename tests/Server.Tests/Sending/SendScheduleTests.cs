using Streaming.Formats.Media;
using Streaming.Primitives.Chance;
using Streaming.Server.Sending;
using Streaming.Testing;
using Streaming.Testing.Films;
using Streaming.Testing.Sending;

namespace Streaming.Server.Tests.Sending;

/// <summary>When packets leave.</summary>
public sealed class SendScheduleTests
{
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(1);

    [Theory, Seeds(40)]
    public void A_film_of_2_Mb_never_sends_more_than_three_packets_within_a_millisecond(ulong seed)
    {
        SeededRandom random = new(seed);
        int rate = new[] { 24, 25, 30, 50, 60 }[random.Next(5)];
        SendingWorld world = new(
            SyntheticTrack.Video(seed, BitRate.Kbps(1_850), 8, rate, 10 + random.Next(90), keyWeight: 1 + random.Next(40), reordered: true),
            SyntheticTrack.Audio(seed, BitRate.Kbps(128), 8),
            SyntheticTrack.Text(8));

        world.Play(0);
        world.Wire.Drive(world.Session, world.Created + TimeSpan.FromSeconds(10), random);

        Assert.True(world.Session.AtEnd);
        Assert.InRange(world.MostWithin(Window), 1, 3);
    }

    [Theory, Seeds(40)]
    public void Every_packet_leaves_before_the_next_sample_of_its_stream_is_due(ulong seed)
    {
        SeededRandom random = new(seed);
        BitRate[] rates = [BitRate.Kbps(300), BitRate.Mbps(2), BitRate.Mbps(8), BitRate.Mbps(40)];
        TrackIndex video = SyntheticTrack.Video(seed, rates[random.Next(4)], 6, 25 + random.Next(36), keyWeight: 1 + random.Next(20));
        SendingWorld world = new(video, SyntheticTrack.Audio(seed, BitRate.Kbps(128), 6));

        world.Play(0);
        world.RunFor(8);

        // The opening is exempt: a first key picture larger than its time cannot begin early.
        foreach (SendStream stream in world.Session.Streams)
            AssertDeadlines(world, stream, TimeSpan.FromSeconds(1.5));
    }

    [Fact]
    public void A_large_picture_is_spread_over_the_time_until_the_next()
    {
        SendingWorld world = new(SyntheticTrack.Video(1, BitRate.Mbps(2), 4, group: 25, keyWeight: 12));

        world.Play(0);
        world.RunFor(5);

        MediaSample key = world.Session.Streams[0].Index.Samples[25];
        List<SentPacket> packets = [.. world.Wire.Media.Where(packet => packet.Header.Timestamp == StampOf(world, key))];
        Assert.True(packets.Count > 20);
        Assert.InRange((packets[^1].At - packets[0].At).TotalMilliseconds, 30, 40);
    }

    [Fact]
    public void A_picture_that_stands_for_a_second_has_left_in_a_quarter_of_it()
    {
        SendingWorld world = new(SyntheticTrack.Video(1, BitRate.Kbps(400), 6, framesPerSecond: 1));

        world.Play(0);
        world.RunFor(7);

        MediaSample slide = world.Session.Streams[0].Index.Samples[2];
        List<SentPacket> packets = [.. world.Wire.Media.Where(packet => packet.Header.Timestamp == StampOf(world, slide))];
        Assert.True(packets.Count > 20);
        Assert.InRange((packets[^1].At - packets[0].At).TotalMilliseconds, 200, 250);
    }

    [Fact]
    public void The_first_packet_leaves_at_once_and_behind_its_report()
    {
        SendingWorld world = new(
            SyntheticTrack.Video(1, BitRate.Mbps(2), 2), SyntheticTrack.Audio(1, BitRate.Kbps(128), 2), SyntheticTrack.Text(8));

        world.Play(0);
        world.RunFor(1);

        Assert.True(world.Wire.All[0].IsControl);
        Assert.Equal(world.Created, world.Wire.All[0].At);
        Assert.Equal(world.Created, world.Wire.All[1].At);
        Assert.False(world.Wire.All[1].IsControl);
        foreach (SendStream stream in world.Session.Streams)
            Assert.True(world.Wire.All.First(packet => packet.Stream == stream).IsControl);
    }

    [Fact]
    public void A_sender_that_was_held_up_catches_up_without_a_burst()
    {
        SendingWorld world = new(SyntheticTrack.Video(1, BitRate.Mbps(2), 4));
        world.Play(0);
        world.RunFor(1);
        int sent = world.Wire.All.Count;

        // Nobody ran for 200 ms.
        world.Wire.Drive(world.Session, world.Wire.Now);
        Instant late = world.Wire.Now + TimeSpan.FromMilliseconds(200);
        RecordingSink wire = new(late);
        world.Session.Emit(late, wire);
        Assert.InRange(wire.All.Count, 1, 3);
        wire.Drive(world.Session, late + TimeSpan.FromMilliseconds(100));

        Assert.True(sent > 0);
        Assert.True(wire.All.Count > 40);
        Assert.True(wire.All[0].At - wire.All[0].Due > TimeSpan.FromMilliseconds(150));
    }

    [Fact]
    public void Without_a_sample_to_send_the_session_ends()
    {
        SendingWorld world = new(SyntheticTrack.Audio(1, BitRate.Kbps(64), 2));
        PlayPoint point = world.Play(1.99, 1.99);

        world.RunFor(1);

        Assert.Equal(point.Start, point.End);
        Assert.True(world.Session.AtEnd);
    }

    private static uint Zero(SendStream stream) => stream.Identity.Epoch.Value;

    private static Formats.Rtp.RtpTimestamp StampOf(SendingWorld world, MediaSample sample) =>
        new(unchecked(Zero(world.Session.Streams[0]) + (uint)sample.PresentationUnits));

    private static void AssertDeadlines(SendingWorld world, SendStream stream, TimeSpan opening)
    {
        Dictionary<uint, Instant> deadlines = [];
        ReadOnlySpan<MediaSample> samples = stream.Index.Samples;
        ClockRate clock = stream.Index.Track.Clock;
        for (int i = 0; i < samples.Length; i++)
        {
            long next = i + 1 < samples.Length ? samples[i + 1].DecodeUnits : samples[i].DecodeUnits + samples[i].Duration;
            deadlines[unchecked(Zero(stream) + (uint)samples[i].PresentationUnits)] = world.Created + clock.ToLength(Math.Max(0, next));
        }

        // The streams of a session wait for one another, at most for one train.
        TimeSpan grace = TimeSpan.FromMicroseconds(1_300);
        foreach (SentPacket packet in world.Wire.Media.Where(packet => packet.Stream == stream && packet.At > world.Created + opening))
        {
            Instant deadline = deadlines[packet.Header.Timestamp.Value];
            Assert.True(packet.At <= deadline + grace, $"{packet.At} after {deadline}");
        }
    }
}
