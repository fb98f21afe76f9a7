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

/// <summary>The time of day in the first packets. RFC 6051 §3.3.</summary>
public sealed class SyncTests
{
    private static SendingWorld Film(double seconds) => new(
        SyntheticTrack.Video(3, BitRate.Kbps(900), seconds, reordered: true), SyntheticTrack.Audio(3, BitRate.Kbps(96), seconds));

    [Fact]
    public void The_first_packet_of_each_stream_after_every_play_carries_it_and_no_other()
    {
        SendingWorld world = Film(40);
        foreach (double? from in new double?[] { 0, 20, 3, 11.3 })
        {
            int before = world.Wire.All.Count;
            world.Play(from);
            world.RunFor(1.5);
            world.Session.Halt(world.Wire.Now);
            world.RunFor(0.7);

            foreach (SendStream stream in world.Session.Streams)
            {
                SentPacket[] packets = [.. world.Wire.All.Skip(before).Where(packet => packet.Stream == stream && !packet.IsControl)];
                Assert.Equal([0], packets.Index().Where(one => TimeOf(one.Item) is not null).Select(one => one.Index));
            }
        }
    }

    [Fact]
    public void It_says_the_same_as_the_sender_reports_to_the_tick_of_the_streams_clock()
    {
        SendingWorld world = Film(40);
        foreach (double? from in new double?[] { 0, 20, null, 3 })
        {
            world.Play(from);
            world.RunFor(7.3);
            world.Session.Halt(world.Wire.Now);
            world.RunFor(0.7);
        }

        foreach (SendStream stream in world.Session.Streams)
        {
            double tick = 1.0 / stream.Index.Track.Clock.Hertz;
            SentPacket[] stamped = [.. world.Wire.Media.Where(packet => packet.Stream == stream && TimeOf(packet) is not null)];
            Assert.Equal(4, stamped.Length);
            foreach (SentPacket report in world.Wire.Reports.Where(packet => packet.Stream == stream))
            {
                SenderReport said = ReportOf(report);
                foreach (SentPacket packet in stamped)
                {
                    double wall = (TimeOf(packet)!.Value - said.Ntp).TotalSeconds, stamps = packet.Header.Timestamp.Since(said.Rtp) * tick;
                    Assert.InRange(wall - stamps, -tick, tick);
                }
            }
        }
    }

    [Fact]
    public void What_a_pause_has_cut_goes_on_as_it_was_and_the_next_picture_carries_it()
    {
        SendingWorld world = new(SyntheticTrack.Video(3, BitRate.Mbps(8), 10));
        world.Play(0);
        while (world.Wire.Media.LastOrDefault() is not { Header.Marker: false })
            world.RunFor(0.001);
        world.Session.Halt(world.Wire.Now);
        int before = world.Wire.Media.Count();

        world.Play(null);
        world.RunFor(1);

        SentPacket[] packets = [.. world.Wire.Media.Skip(before)];
        int stamped = Array.FindIndex(packets, packet => TimeOf(packet) is not null);
        Assert.Equal(Array.FindIndex(packets, packet => packet.Header.Marker) + 1, stamped);
    }

    [Theory, Seeds(30)]
    public void No_packet_is_larger_for_it_than_was_agreed_on(ulong seed)
    {
        SeededRandom random = new(seed);
        int largest = 332 + random.Next(1_069);
        TrackIndex video = SyntheticTrack.Video(seed, BitRate.Mbps(2), 3), audio = SyntheticTrack.Audio(seed, BitRate.Kbps(96), 3);
        TrafficSpec traffic = StreamTraffic.Of(video, TimeSpan.Zero, largest) + StreamTraffic.Of(audio, TimeSpan.Zero, largest);
        SendingWorld world = new();
        world.Session.Change(new(Granted.Of(traffic), []), world.Created);
        world.Add(video, maxPacket: largest);
        world.Add(audio, maxPacket: largest);

        world.Play(0);
        world.RunFor(4);

        Assert.All(world.Wire.Media, packet => Assert.InRange(packet.Bytes.Length, 13, largest));
        Assert.Equal(2, world.Wire.Media.Count(packet => TimeOf(packet) is not null));
        Assert.Equal(video.Samples.Length, world.Wire.Media.Count(packet => packet.Stream.Index == video && packet.Header.Marker));
    }

    [Theory, Seeds(10)]
    public void A_contract_for_small_packets_has_room_for_it(ulong seed)
    {
        TrackIndex audio = SyntheticTrack.Audio(seed, BitRate.Kbps(96), 3);
        TrafficSpec traffic = StreamTraffic.Of(audio, TimeSpan.Zero, 1_400);
        SendingWorld world = new(audio);
        world.Session.Change(new(Granted.Of(traffic), []), world.Created);

        for (double from = 0; from < 3; from += 0.02)
        {
            world.Play(from);
            world.RunFor(0.5);
            world.Session.Halt(world.Wire.Now);
        }

        SentPacket[] stamped = [.. world.Wire.Media.Where(packet => TimeOf(packet) is not null)];
        Assert.Equal(150, stamped.Length);
        Assert.Contains(stamped, packet => DatagramSizes.Of(packet.Bytes.Length) > TrafficAnalysis.Of(audio).LargestPacket);
    }

    [Fact]
    public void Another_rendition_begins_with_it()
    {
        ChangingWorld film = new();
        film.World.Play(0);
        film.World.RunFor(3);
        int before = film.World.Wire.All.Count;
        film.Change(2, film.Low);
        film.RunUntilChanged(10);
        film.World.RunFor(2);

        SentPacket[] stamped = [.. film.World.Wire.All.Skip(before).Where(packet => !packet.IsControl && TimeOf(packet) is not null)];
        SentPacket only = Assert.Single(stamped);
        Assert.Equal(film.Picture.Changed!.First, only.Header.Sequence);
    }

    private static NtpTime? TimeOf(SentPacket packet) => SyncExtension.TryRead(packet.Bytes, 1, out NtpTime time) ? time : null;

    private static SenderReport ReportOf(SentPacket packet)
    {
        Assert.True(CompoundPacket.TryParse(packet.Bytes, out CompoundPacket compound, out _));
        foreach (RtcpPacket one in compound)
        {
            if (SenderReport.TryParse(in one, out SenderReport report, out _))
                return report;
        }

        throw new InvalidOperationException("no report");
    }
}
