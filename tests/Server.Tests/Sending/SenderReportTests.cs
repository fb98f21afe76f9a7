using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtp;
using Streaming.Server.Sending;
using Streaming.Testing.Films;
using Streaming.Testing.Sending;

namespace Streaming.Server.Tests.Sending;

/// <summary>RTCP both ways.</summary>
public sealed class SenderReportTests
{
    private static SendingWorld Film(double seconds) => new(
        SyntheticTrack.Video(3, BitRate.Kbps(900), seconds), SyntheticTrack.Audio(3, BitRate.Kbps(96), seconds));

    [Fact]
    public void All_reports_of_a_session_tie_stamps_to_one_wall_clock_for_its_whole_life()
    {
        SendingWorld world = Film(40);
        foreach (double? from in new double?[] { 0, 20, null, 3 })
        {
            world.Play(from);
            world.RunFor(12);
            world.Session.Halt(world.Wire.Now);
            world.RunFor(0.7);
        }

        Assert.True(world.Wire.Reports.Count() > 10);
        foreach (SentPacket packet in world.Wire.Reports)
        {
            SenderReport report = ReportOf(packet);
            TimeSpan age = report.Ntp - world.CreatedNtp;
            RtpTimestamp expected = packet.Stream.Identity.Epoch + packet.Stream.Index.Track.Clock.ToUnits(age);
            Assert.InRange(report.Rtp.Since(expected), -1, 1);
            Assert.InRange((packet.At - (world.Created + age)).Ticks, -1, 1);
        }
    }

    [Fact]
    public void A_report_counts_packets_and_payload_octets_so_far_and_names_the_sender()
    {
        SendingWorld world = Film(12);
        world.Play(0);
        world.RunFor(11);

        foreach (SendStream stream in world.Session.Streams)
        {
            SentPacket last = world.Wire.Reports.Last(packet => packet.Stream == stream);
            SentPacket[] before = [.. world.Wire.Media.Where(packet => packet.Stream == stream).TakeWhile(packet => packet.At < last.At)];
            SenderReport report = ReportOf(last);
            Assert.Equal((uint)before.Length, report.Packets);
            Assert.Equal((uint)before.Sum(packet => packet.Payload.Length), report.Octets);
            Assert.Contains("server@example", System.Text.Encoding.UTF8.GetString(last.Bytes), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Reports_take_at_most_five_per_cent_and_come_every_few_seconds()
    {
        SendingWorld world = Film(120);
        world.Play(0);
        world.RunFor(119);

        long media = world.Wire.Media.Sum(packet => packet.Bytes.Length + 28L);
        long control = world.Wire.Reports.Sum(packet => packet.Bytes.Length + 28L);
        Assert.True(control * 20 < media, $"{control} of {media}");
        Assert.InRange(world.Wire.Reports.Count(packet => packet.Stream == world.Session.Streams[0]), 119 / 7, 119 / 2);
    }

    [Fact]
    public void A_bye_for_each_stream_follows_the_last_packet_after_a_while_and_the_last_picture_after_its_time()
    {
        SendingWorld world = Film(3);
        world.Play(0);
        world.Wire.DriveToEnd(world.Session);

        Instant last = world.Wire.Media.Last().At;
        SentPacket[] byes = [.. world.Wire.Reports.Where(HasBye)];
        Assert.Equal(world.Session.Streams, byes.Select(bye => bye.Stream));
        Assert.All(byes, bye => Assert.True(bye.At - last >= TimeSpan.FromMilliseconds(400)));
        Assert.All(byes, bye => Assert.True(bye.At >= world.Created + TimeSpan.FromSeconds(3)));
        Assert.All(byes, bye => Assert.True(bye.At - last < TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void A_receivers_report_is_kept_with_its_stream_and_tells_the_round_trip()
    {
        SendingWorld world = Film(12);
        world.Play(0);
        world.RunFor(6);
        SendStream video = world.Session.Streams[0];
        SentPacket heard = world.Wire.Reports.Last(packet => packet.Stream == video);

        // It lay at the receiver for one second, and 80 ms went on the way there and back.
        ReportBlock block = new(video.Identity.Ssrc, 12, -3, 70_000, 55, ReportOf(heard).Ntp.Middle, 65_536);
        Instant now = heard.At + TimeSpan.FromMilliseconds(1_080);
        Assert.True(world.Session.AcceptRtcp(Report(block), now));

        Assert.Equal(block, video.Reception!.Block);
        Assert.InRange(video.Reception.RoundTrip!.Value.TotalMilliseconds, 79.9, 80.1);
        Assert.Equal(now, world.Session.LastHeard);
        Assert.Null(world.Session.Streams[1].Reception);
    }

    [Fact]
    public void Garbage_and_reports_about_others_are_no_sign_of_life()
    {
        SendingWorld world = Film(12);
        world.Play(0);

        Assert.False(world.Session.AcceptRtcp([1, 2, 3], world.Wire.Now));
        Assert.False(world.Session.AcceptRtcp(Report(new(new(99), 0, 0, 0, 0, 0, 0)), world.Wire.Now));
        Assert.Null(world.Session.LastHeard);
    }

    [Fact]
    public void A_client_that_used_to_report_is_silent_after_ten_seconds_and_one_that_never_did_is_not()
    {
        SendingWorld world = Film(60);
        world.Play(0);
        world.RunFor(30);
        Assert.False(world.Session.IsSilent(world.Wire.Now));

        for (int i = 0; i < 4; i++)
        {
            world.RunFor(4);
            world.Session.AcceptRtcp(Report(new(world.Session.Streams[0].Identity.Ssrc, 0, 0, 0, 0, 0, 0)), world.Wire.Now);
        }

        Assert.False(world.Session.IsSilent(world.Wire.Now + TimeSpan.FromSeconds(9.9)));
        Assert.True(world.Session.IsSilent(world.Wire.Now + TimeSpan.FromSeconds(10.1)));
    }

    private static byte[] Report(ReportBlock block)
    {
        CompoundWriter writer = new(new byte[CompoundWriter.MaxSize]);
        writer.ReceiverReport(new(1), new[] { block });
        return writer.Written.ToArray();
    }

    private static SenderReport ReportOf(SentPacket packet)
    {
        Assert.True(CompoundPacket.TryParse(packet.Bytes, out CompoundPacket compound, out _));
        foreach (RtcpPacket one in compound)
        {
            if (SenderReport.TryParse(in one, out SenderReport report, out _))
                return report;
        }

        throw new InvalidOperationException("no sender report");
    }

    private static bool HasBye(SentPacket packet)
    {
        Assert.True(CompoundPacket.TryParse(packet.Bytes, out CompoundPacket compound, out _));
        foreach (RtcpPacket one in compound)
        {
            if (Bye.TryParse(in one, out Bye bye))
                return bye.Contains(packet.Stream.Identity.Ssrc);
        }

        return false;
    }
}
