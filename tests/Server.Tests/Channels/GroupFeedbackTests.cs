using Streaming.Formats.Rtcp;
using Streaming.Server.Channels.Feedback;
using Streaming.Server.Channels.Members;
using Streaming.Testing;
using Streaming.Testing.Films;
using Streaming.Testing.Sending;

namespace Streaming.Server.Tests.Channels;

/// <summary>What members report, what is made of it, and what they are told.</summary>
public sealed class GroupFeedbackTests
{
    private static MembersWorld World => new(
        SyntheticTrack.Video(1, BitRate.Mbps(2), seconds: 400), SyntheticTrack.Audio(2, BitRate.Kbps(128), seconds: 400));

    [Fact]
    public void Losses_and_jitter_of_all_are_told_by_shares_of_them()
    {
        MembersWorld world = World;
        ChannelMember[] members = [.. Enumerable.Range(0, 100).Select(_ => world.Join())];
        world.RunFor(1);

        for (int i = 0; i < 100; i++)
        {
            // Up to 99 256ths, and 9.9 ms.
            world.Report(members[i], 0, world.Block(0, lost: (byte)i, jitter: (uint)(i * 9)), name: (uint)(1_000 + i));
            if (i % 8 == 7)
                world.RunFor(0.05);
        }

        world.RunFor(1.2);
        ChannelFigures figures = world.Feedback.Snapshot();
        Assert.Equal((100, 100, 100L, 0L, 0L), (figures.Members, figures.Reporting, figures.Reports, figures.Strangers, figures.Malformed));
        LaneFigures picture = figures.Lanes[0], sound = figures.Lanes[1];
        Assert.Equal((100, 100), (picture.Receivers, picture.Reporting));
        Assert.Equal(
            new Spread<Ratio>(100, Ratio.Zero, Ratio.Of(49, 256), Ratio.Of(94, 256), Ratio.Of(98, 256), Ratio.Of(99, 256)), picture.Loss);
        Assert.InRange(picture.Jitter.P95.TotalMilliseconds, 9.2, 9.6);
        Assert.Equal((100, 0, 0), (sound.Receivers, sound.Reporting, sound.Loss.Count));
    }

    [Fact]
    public void How_late_each_presents_is_told_by_the_servers_clock()
    {
        MembersWorld world = World;
        ChannelMember[] members = [world.Join(), world.Join(), world.Join()];
        foreach (ChannelMember member in members)
            world.Members.Play(member, terms: null, world.Wire.Now);
        world.RunFor(5);

        world.Present(members[0], 0, TimeSpan.FromMilliseconds(3));
        world.Present(members[1], 0, TimeSpan.FromMilliseconds(-4));
        world.Present(members[1], 1, TimeSpan.FromMilliseconds(6));
        world.RunFor(1.1);

        ChannelFigures figures = world.Feedback.Snapshot();
        Assert.Equal((2, 3.0, 6.0), (figures.Skew.Count, figures.Skew.Least.TotalMilliseconds, figures.Skew.Most.TotalMilliseconds));
        Assert.Equal((2, -4.0), (figures.Lanes[0].Skew.Count, figures.Lanes[0].Skew.Least.TotalMilliseconds));
        ReceiverFigures[] each = [.. world.Feedback.Receivers(0, 10)];
        Assert.InRange(each[1].Lanes[0].Skew!.Value.TotalMilliseconds, -4.02, -3.98);
        Assert.Null(each[2].Lanes[0].Skew);
    }

    [Fact]
    public void A_newcomer_says_nothing_of_the_skew_before_it_has_settled()
    {
        MembersWorld world = World;
        ChannelMember member = world.Join();
        world.RunFor(5);
        world.Members.Play(member, terms: null, world.Wire.Now);
        world.RunFor(1);
        world.Present(member, 0, TimeSpan.FromMilliseconds(400));
        world.RunFor(1.1);

        Assert.Equal((1, 0), (world.Feedback.Snapshot().Reporting, world.Feedback.Snapshot().Skew.Count));
    }

    [Fact]
    public void Whoever_says_goodbye_leaves_or_falls_silent_counts_no_more_and_nothing_of_it_stays()
    {
        MembersWorld world = World;
        ChannelMember goodbye = world.Join(), leaves = world.Join(), silent = world.Join(), lively = world.Join();
        foreach (ChannelMember member in new[] { goodbye, leaves, silent, lively })
        {
            world.Members.Play(member, terms: null, world.Wire.Now);
            world.RunFor(2.1);
            world.Present(member, 0, TimeSpan.FromMilliseconds(1));
            world.RunFor(0.2);
        }

        world.RunFor(1);
        Assert.Equal((4, 4), (world.Feedback.Snapshot().Reporting, world.Feedback.Snapshot().Skew.Count));

        CompoundWriter writer = new(stackalloc byte[200]);
        writer.ReceiverReport(new(77), []);
        writer.Bye(new(77), "");
        world.Send(goodbye, 0, writer.Written);
        world.Members.Leave(leaves);
        for (int i = 0; i < 60; i++)
        {
            world.RunFor(1);
            world.Present(lively, 0, TimeSpan.FromMilliseconds(1));
        }

        world.RunFor(1.2);
        ChannelFigures figures = world.Feedback.Snapshot();
        Assert.Equal((3, 1, 1), (figures.Members, figures.Reporting, figures.Skew.Count));
        Assert.Equal((3, 1, 1, 1), (
            figures.Lanes[0].Receivers, figures.Lanes[0].Reporting, figures.Lanes[0].Skew.Count, figures.Lanes[0].Loss.Count));
        Assert.True(world.Wire.Now - silent.LastHeard > TimeSpan.FromSeconds(60) && lively.LastHeard > silent.LastHeard);
        Assert.Equal(1u, Told(world, 0).Last().Receivers);
    }

    [Fact]
    public void All_are_told_how_many_they_are_before_any_of_many_newcomers_reports()
    {
        MembersWorld world = World;
        world.Join();
        world.RunFor(10);
        Instant begun = world.Wire.Now;
        for (int i = 0; i < 999; i++)
        {
            world.Join();
            if (i % 10 == 0)
                world.RunFor(0.01);
        }

        world.RunFor(1.5);

        Assert.Equal(1u, Told(world, 0).First().Receivers);
        (Instant At, uint Receivers)[] since = [.. ToldAt(world, 0).Where(told => told.At > begun)];
        Assert.Equal(1_000u, since[^1].Receivers);
        Assert.InRange((since[0].At - begun).TotalSeconds, 0, 0.3);

        // By a second after its join everybody knows of at least half of those who have joined by then.
        foreach ((Instant at, uint receivers) in since.Where(told => told.At - begun > TimeSpan.FromSeconds(0.4)))
            Assert.True(receivers >= Math.Min(1_000, (at - begun).TotalSeconds * 1_000) * 0.5, $"{receivers} at {at - begun}");
    }

    [Fact]
    public void What_the_sender_tells_keeps_to_its_share_and_says_when_to_present()
    {
        MembersWorld world = World;
        for (int i = 0; i < 50; i++)
            world.Join();
        world.RunFor(60);

        SentPacket[] reports = [.. world.Wire.Reports.Where(sent => sent.Whole is null)];
        double share = (2_000_000 + 128_000) * 0.05 * 0.25;
        Assert.True(reports.Sum(sent => (sent.Bytes.Length + 28) * 8) / 60.0 < share);
        Assert.All(reports, sent =>
        {
            IdmsSettings settings = Settings(sent.Bytes);
            TimeSpan stamped = sent.Stream.Index.Track.Clock.ToLength(settings.Rtp.Since(sent.Stream.Identity.Epoch));
            TimeSpan later = settings.Presented - (world.Sending.CreatedNtp + stamped + TimeSpan.FromSeconds(1));
            Assert.InRange(later.TotalMilliseconds, -0.1, 0.1);
            Assert.Equal(GroupFeedback.SyncGroup, settings.Group);
        });
        TimeSpan[] pauses = [.. reports.Where(sent => sent.Stream == world.Streams[0]).Select(sent => sent.At).Order().Pairs()];
        Assert.InRange(pauses.Average(pause => pause.TotalSeconds), 0.7, 1.2);
    }

    [Fact]
    public void A_receivers_time_is_answered_at_once_and_to_it_alone()
    {
        MembersWorld world = World;
        ChannelMember member = world.Join();
        world.RunFor(2.003);

        NtpTime time = new(0x1234_5678_9abc_def0);
        Instant asked = world.Wire.Now;
        Ask(world, member, time);
        world.RunFor(0.05);

        SentPacket answer = world.Wire.Reports.Single(sent => sent.Whole is not null);
        Assert.Same(member.Lanes[0].Own, answer.Whole);
        Assert.InRange((answer.At - asked).TotalMilliseconds, 0, 5);
        Assert.True(CompoundPacket.TryParse(answer.Bytes, out CompoundPacket packets, out _));
        DelaySinceLastReference? found = null;
        SenderReport report = default;
        foreach (RtcpPacket packet in packets)
        {
            if (SenderReport.TryParse(in packet, out SenderReport sender, out _))
                report = sender;
            if (!ExtendedReport.TryParse(in packet, out ExtendedReport extended))
                continue;
            foreach (XrBlock block in extended)
                found = DelaySinceLastReference.TryFind(in block, new(77), out DelaySinceLastReference one) ? one : found;
        }

        Assert.Equal(time.Middle, found!.Value.LastReference);
        Assert.Equal((answer.At - asked).TotalSeconds, found.Value.Delay / 65_536.0, 4);
        Assert.Equal(0, (report.Ntp - (world.Sending.CreatedNtp + (answer.At - world.Created))).TotalMilliseconds, 2);
    }

    [Fact]
    public void However_often_receivers_tell_their_time_answers_keep_to_the_senders_share_and_the_new_come_first()
    {
        MembersWorld world = World;
        ChannelMember[] often = [.. Enumerable.Range(0, 40).Select(_ => world.Join())];
        Instant begun = world.Wire.Now;
        for (int round = 0; round < 200; round++)
        {
            foreach (ChannelMember member in often)
                Ask(world, member, new(1));
            world.RunFor(0.05);
        }

        ChannelMember late = world.Join();
        Ask(world, late, new(1));
        world.RunFor(1.1);

        SentPacket[] answers = [.. world.Wire.Reports.Where(sent => sent.Whole is not null)];
        double seconds = (world.Wire.Now - begun).TotalSeconds, share = (2_000_000 + 128_000) * 0.05 * 0.25;
        double total = world.Wire.Reports.Sum(sent => (sent.Bytes.Length + 28) * 8);
        Assert.True(total - (6_400 * 8) <= share * seconds * 1.02, $"{total / seconds} of {share}");
        Assert.Contains(answers, sent => sent.Whole == late.Lanes[0].Own);
        Assert.Equal(answers.Length, world.Feedback.Snapshot().Answered);
        Assert.True(world.Feedback.Snapshot().Unanswered > 1_000);
    }

    [Theory]
    [InlineData("")]
    [InlineData("80")]
    [InlineData("ff ff ff ff")]
    [InlineData("81 c9 00 07 00 00 00 4d")]
    public void What_is_no_compound_is_counted_and_does_nothing(string wire)
    {
        MembersWorld world = World;
        ChannelMember member = world.Join();
        world.RunFor(1);
        world.Send(member, 0, Hex.Bytes(wire));
        world.RunFor(1.1);

        Assert.Equal((1L, 0L, 0), (
            world.Feedback.Snapshot().Malformed, world.Feedback.Snapshot().Reports, world.Feedback.Snapshot().Reporting));
    }

    [Fact]
    public void Two_players_of_one_host_without_ports_of_their_own_are_told_apart_by_their_names()
    {
        MembersWorld world = World;
        System.Net.IPAddress host = new([10, 1, 1, 1]);
        ChannelMember[] players = [new("one", host), new("two", host)];
        foreach (ChannelMember player in players)
            world.Members.Join(new(player, world.Streams[0], world.Streams[0].Transport, own: null, 0, default), world.Wire.Now);
        world.RunFor(1);

        foreach ((uint name, byte lost) in new (uint, byte)[] { (501, 10), (502, 20), (501, 30) })
        {
            CompoundWriter writer = new(new byte[200]);
            writer.ReceiverReport(new(name), new[] { world.Block(0, lost) });
            Assert.True(world.Feedback.AcceptRtcp(writer.Written, new(host, 40_000 + (int)name), world.Wire.Now));
            world.RunFor(0.1);
        }

        Assert.Equal([new(501), new(502)], players.Select(player => player.Lanes[0].Reception.Sender!.Value));
        Assert.Equal([30, 20], players.Select(player => player.Lanes[0].Reception.Block!.Value.FractionLost));
    }

    private static void Ask(MembersWorld world, ChannelMember member, NtpTime time)
    {
        XrWriter blocks = new(stackalloc byte[XrWriter.MaxSize]);
        blocks.Add(new ReceiverReferenceTime(time));
        world.Report(member, 0, world.Block(0), blocks.Written);
    }

    private static IEnumerable<ReceiverSummary> Told(MembersWorld world, int lane) =>
        world.Wire.Reports.Where(sent => sent.Whole is null && sent.Stream == world.Streams[lane]).Select(sent => Summary(sent.Bytes));

    private static IEnumerable<(Instant At, uint Receivers)> ToldAt(MembersWorld world, int lane) => world.Wire.Reports
        .Where(sent => sent.Whole is null && sent.Stream == world.Streams[lane])
        .Select(sent => (sent.At, Summary(sent.Bytes).Receivers!.Value));

    private static ReceiverSummary Summary(byte[] wire)
    {
        Assert.True(CompoundPacket.TryParse(wire, out CompoundPacket packets, out _));
        foreach (RtcpPacket packet in packets)
        {
            if (ReceiverSummary.TryParse(in packet, out ReceiverSummary summary))
                return summary;
        }

        throw new InvalidOperationException("no summary");
    }

    private static IdmsSettings Settings(byte[] wire)
    {
        Assert.True(CompoundPacket.TryParse(wire, out CompoundPacket packets, out _));
        foreach (RtcpPacket packet in packets)
        {
            if (IdmsSettings.TryParse(in packet, out IdmsSettings settings))
                return settings;
        }

        throw new InvalidOperationException("no settings");
    }
}
