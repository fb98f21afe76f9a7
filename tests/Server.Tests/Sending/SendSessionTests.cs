using Streaming.Formats.Media;
using Streaming.Formats.Rtp;
using Streaming.Primitives.Chance;
using Streaming.Server.Sending;
using Streaming.Testing;
using Streaming.Testing.Films;
using Streaming.Testing.Sending;

namespace Streaming.Server.Tests.Sending;

/// <summary>What is sent, and with which numbers and stamps.</summary>
public sealed class SendSessionTests
{
    private static SendingWorld Film(double seconds = 12) => new(Tracks(seconds));

    private static TrackIndex[] Tracks(double seconds) =>
    [
        SyntheticTrack.Video(3, BitRate.Kbps(900), seconds, reordered: true),
        SyntheticTrack.Audio(3, BitRate.Kbps(96), seconds),
        SyntheticTrack.Text(seconds),
    ];

    [Fact]
    public void A_whole_film_is_sent_once_in_decode_order_priming_included()
    {
        SendingWorld world = Film();

        PlayPoint point = world.Play(0);
        world.Wire.DriveToEnd(world.Session);

        Assert.Equal(MediaTime.Zero, point.Start);
        foreach (SendStream stream in world.Session.Streams)
        {
            MediaSample[] samples = [.. stream.Index.Samples];
            Assert.Equal(samples.Select(sample => stream.Identity.Epoch + sample.PresentationUnits), Stamps(world, stream));
        }
    }

    [Theory, Seeds(30)]
    public void Numbers_go_on_without_a_hole_and_stamps_never_step_back_whatever_the_viewer_does(ulong seed)
    {
        SeededRandom random = new(seed);
        SendingWorld world = Film();
        for (int round = 0; round < 12; round++)
        {
            double? from = random.Next(3) == 0 ? null : random.Next(1_200) / 100.0;
            PlayPoint point = world.Play(from, random.Next(4) == 0 ? 11 : null);
            Assert.All(point.Streams, one => Assert.Equal(one.Stream.NextSequence, one.First));
            world.RunFor(random.Next(1_500) / 1_000.0);
            world.Session.Halt(world.Wire.Now);
            world.RunFor(random.Next(2) * 0.3);
        }

        foreach (SendStream stream in world.Session.Streams)
        {
            SentPacket[] packets = [.. world.Wire.Media.Where(packet => packet.Stream == stream)];
            for (int i = 0; i < packets.Length; i++)
                Assert.Equal(stream.Identity.First + i, packets[i].Header.Sequence);

            // Pictures are sent up to two before their turn to be shown; beyond that nothing goes back.
            int reorder = stream.Index.Track.Kind == TrackKind.Video ? 3 * 3_600 : 0;
            for (int i = 1; i < packets.Length; i++)
                Assert.True(packets[i].Header.Timestamp.Since(packets[i - 1].Header.Timestamp) >= -reorder);
        }
    }

    [Theory, Seeds(20)]
    public void A_pause_loses_nothing_and_repeats_nothing(ulong seed)
    {
        SeededRandom random = new(seed);
        SendingWorld paused = SendingWorld.Plain(TimeSpan.Zero, Tracks(6)), whole = SendingWorld.Plain(TimeSpan.Zero, Tracks(6));
        whole.Play(0);
        whole.Wire.DriveToEnd(whole.Session);

        paused.Play(0);
        while (!paused.Session.AtEnd)
        {
            paused.RunFor(random.Next(700_000) / 1e6);
            if (paused.Session.AtEnd)
                break;
            paused.Session.Halt(paused.Wire.Now);
            MediaTime position = paused.Session.Position(paused.Wire.Now);
            paused.RunFor(random.Next(1_000_000) / 1e6);
            Assert.Equal(position, paused.Play(null).Start);
        }

        foreach ((SendStream one, SendStream other) in paused.Session.Streams.Zip(whole.Session.Streams))
            Assert.Equal(Payloads(whole, other), Payloads(paused, one));
    }

    [Fact]
    public void A_seek_goes_to_the_key_picture_before_and_other_streams_follow_it()
    {
        SendingWorld world = Film();
        world.Play(0);
        world.RunFor(1);
        world.Session.Halt(world.Wire.Now);
        int before = world.Wire.All.Count;

        // Key pictures are shown at 0 s, 2 s, 4 s …
        PlayPoint point = world.Play(5.3);
        world.RunFor(0.5);

        Assert.Equal(MediaTime.FromSeconds(4), point.Start);
        SentPacket[] after = [.. world.Wire.All.Skip(before).Where(packet => !packet.IsControl)];
        StreamPoint video = point.Streams[0], audio = point.Streams[1];
        Assert.Equal(video.AtStart, after.First(packet => packet.Stream == video.Stream).Header.Timestamp);
        RtpTimestamp sound = after.First(packet => packet.Stream == audio.Stream).Header.Timestamp;
        Assert.InRange(sound.Since(audio.AtStart), 0, 1_023);
        Assert.DoesNotContain(after, packet => packet.Stream == video.Stream && packet.Header.Timestamp.Since(video.AtStart) < 0);
    }

    [Fact]
    public void The_subtitle_on_the_screen_is_sent_again_with_the_stamp_of_the_start_and_the_rest_of_its_time()
    {
        SendingWorld world = new(SyntheticTrack.Text(12));

        PlayPoint point = world.Play(5.5);
        world.RunFor(1);

        SentPacket shown = world.Wire.Media.Single();
        Assert.Equal(point.Streams[0].AtStart, shown.Header.Timestamp);
        Assert.Equal(500, BitConverter.ToInt32(shown.Payload));
    }

    [Fact]
    public void What_is_shown_at_or_after_the_end_of_the_range_is_not_sent()
    {
        SendingWorld world = Film();

        PlayPoint point = world.Play(2, 3);
        world.Wire.DriveToEnd(world.Session);

        Assert.Equal(MediaTime.FromSeconds(3), point.End);
        foreach (StreamPoint one in point.Streams)
        {
            int length = one.Stream.Index.Track.Clock.Hertz;
            Assert.All(Stamps(world, one.Stream), stamp => Assert.InRange(stamp.Since(one.AtStart), 0, length - 1));
        }
    }

    [Fact]
    public void A_session_that_has_ended_can_be_played_again_and_its_stamps_go_on()
    {
        SendingWorld world = Film(3);
        world.Play(0);
        world.Wire.DriveToEnd(world.Session);
        RtpTimestamp last = Stamps(world, world.Session.Streams[1])[^1];
        Assert.Equal(Instant.Never, world.Session.Next);

        world.Play(0);
        world.Wire.DriveToEnd(world.Session);

        SendStream audio = world.Session.Streams[1];
        RtpTimestamp[] all = Stamps(world, audio);
        Assert.Equal(2 * audio.Index.Samples.Length, all.Length);
        Assert.True(all[audio.Index.Samples.Length].Since(last) > 0);
    }

    [Fact]
    public void A_stream_added_in_a_pause_joins_where_the_others_are()
    {
        SendingWorld world = new(SyntheticTrack.Video(3, BitRate.Kbps(900), 12));
        world.Play(0);
        world.RunFor(5);
        world.Session.Halt(world.Wire.Now);

        SendStream audio = world.Add(SyntheticTrack.Audio(3, BitRate.Kbps(96), 12));
        PlayPoint point = world.Play(null);
        world.RunFor(1);

        Assert.InRange(Stamps(world, audio)[0].Since(point.Streams[1].AtStart), 0, 1_023);
        Assert.InRange(Stamps(world, audio).Length, 46, 48);
    }

    [Fact]
    public void The_position_follows_the_clock_and_stands_still_in_a_pause()
    {
        SendingWorld world = Film();
        world.Play(2);
        world.RunFor(1.5);
        Assert.Equal(3.5, world.Session.Position(world.Wire.Now).Seconds, 6);

        world.Session.Halt(world.Wire.Now);
        Assert.Equal(3.5, world.Session.Position(world.Wire.Now + TimeSpan.FromSeconds(9)).Seconds, 6);
    }

    private static RtpTimestamp[] Stamps(SendingWorld world, SendStream stream) =>
        [.. world.Wire.Media
            .Where(packet => packet.Stream == stream && (packet.Header.Marker || stream.Index.Track.Kind != TrackKind.Video))
            .Select(packet => packet.Header.Timestamp)];

    private static string[] Payloads(SendingWorld world, SendStream stream) =>
        [.. world.Wire.Media.Where(packet => packet.Stream == stream).Select(packet => Hex.Text(packet.Payload))];
}
