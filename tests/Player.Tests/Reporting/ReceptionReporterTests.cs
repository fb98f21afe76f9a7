using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtp;
using Streaming.Player.Reporting;
using Streaming.Player.Tests.Receiving;
using Streaming.Primitives.Chance;
using Streaming.Testing;

namespace Streaming.Player.Tests.Reporting;

public sealed class ReceptionReporterTests
{
    private static readonly Ssrc Own = new(0x0a0b0c0d);

    [Fact]
    public void A_report_says_what_came_and_when_the_server_last_spoke()
    {
        ReceptionReporter reporter = Reporter(1);
        reporter.Start(default);
        Receiver receiver = new();
        receiver.Feed(0, 0, 1, 3);
        reporter.Accept(Report(new NtpTime(0x00112233_44556677)), receiver.Stream.Source, Instant.FromSeconds(1));

        byte[] wire = new byte[CompoundWriter.MaxSize];
        int size = reporter.WriteDue(receiver.Stream, Instant.FromSeconds(10), wire);

        // RR: fraction 1/4, one lost in all, highest 65 533, no cycles; LSR the middle of the NTP time, DLSR 9 s. Then SDES with CNAME.
        Assert.Equal(
            Hex.Text(Hex.Bytes(
                """
                81 c9 00 07  0a 0b 0c 0d
                00 00 00 07  40 00 00 01  00 00 ff fd  00 00 00 00  22 33 44 55  00 09 00 00
                81 ca 00 03  0a 0b 0c 0d  01 04 6e 61 6d 65 00 00
                """)).Replace("00 00 ff fd 00 00 00 00", $"00 00 ff fd {Jitter(receiver)}", StringComparison.Ordinal),
            Hex.Text(wire.AsSpan(0, size)));
    }

    [Fact]
    public void Before_the_first_packet_a_report_has_no_block()
    {
        byte[] wire = new byte[CompoundWriter.MaxSize];
        ReceptionReporter reporter = Reporter(1);
        reporter.Start(default);
        int size = reporter.WriteDue(new Receiver().Stream, Instant.FromSeconds(10), wire);
        Assert.StartsWith("80 c9 00 01 0a 0b 0c 0d 81 ca", Hex.Text(wire.AsSpan(0, size)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_report_says_goodbye()
    {
        byte[] wire = new byte[CompoundWriter.MaxSize];
        ReceptionReporter reporter = Reporter(1);
        reporter.Start(default);
        int size = reporter.WriteBye(new Receiver().Stream, Instant.FromSeconds(1), wire);
        Assert.EndsWith("81 cb 00 01 0a 0b 0c 0d", Hex.Text(wire.AsSpan(0, size)), StringComparison.Ordinal);
        Assert.Equal(Instant.Never, reporter.Next);
    }

    [Theory]
    [Seeds(50)]
    public void Reports_keep_to_the_interval_of_the_rfc(ulong seed)
    {
        ReceptionReporter reporter = Reporter(seed);
        Receiver receiver = new();
        byte[] wire = new byte[CompoundWriter.MaxSize];
        reporter.Start(default);
        for (int i = 0; i < 20; i++)
        {
            Instant due;
            do
                due = reporter.Next;
            while (reporter.WriteDue(receiver.Stream, due, wire) == 0);

            // 0.5 to 1.5 times the minimum, divided by e − 3/2. RFC 3550 §6.3.1.
            Assert.InRange((reporter.Next - due).TotalSeconds, 5 * 0.5 / 1.2183, 5 * 1.5 / 1.2182);
        }

        Assert.Equal(20, reporter.Sent);
    }

    [Fact]
    public void The_first_report_comes_after_half_the_interval()
    {
        for (ulong seed = 1; seed <= 50; seed++)
        {
            ReceptionReporter reporter = Reporter(seed);
            reporter.Start(default);
            Assert.InRange(reporter.Next.Ticks / 1e7, 2.5 * 0.5 / 1.2183, 2.5 * 1.5 / 1.2182);
        }
    }

    [Fact]
    public void A_goodbye_of_the_source_is_told_from_that_of_another()
    {
        ReceptionReporter reporter = Reporter(1);
        Assert.True(reporter.Accept(Goodbye(Receiver.Server), Receiver.Server, default).SaysGoodbye);
        Assert.False(reporter.Accept(Goodbye(new(99)), Receiver.Server, default).SaysGoodbye);
        Assert.True(reporter.Accept(Goodbye(Receiver.Server), null, default).SaysGoodbye);
    }

    [Fact]
    public void Noise_is_counted_and_nothing_else()
    {
        ReceptionReporter reporter = Reporter(1);
        Assert.Equal(new ReportVerdict(false, null, false), reporter.Accept([1, 2, 3], null, default));
        Assert.Equal((1, 0), (reporter.Malformed, reporter.Received));
    }

    [Fact]
    public void A_sender_report_maps_stamps_to_the_time_of_day_across_the_wrap()
    {
        ReceptionReporter reporter = Reporter(1);
        NtpTime noon = NtpTime.FromUtc(new DateTime(2030, 1, 1, 12, 0, 0, DateTimeKind.Utc));
        Assert.Equal(Receiver.Server, reporter.Accept(Report(noon), Receiver.Server, default).Sender);
        SenderClock clock = reporter.Sender!.Value;
        Assert.Equal(TimeSpan.FromSeconds(1), clock.At(Receiver.Epoch + 90_000) - noon);
        Assert.Equal(TimeSpan.FromSeconds(-1), clock.At(Receiver.Epoch + -90_000) - noon);
    }

    private static ReceptionReporter Reporter(ulong seed) => new(Own, "name", BitRate.Mbps(1), ClockRate.Video, new SeededRandom(seed));

    private static string Jitter(Receiver receiver) =>
        Hex.Text(BitConverter.GetBytes((uint)ClockRate.Video.ToUnits(receiver.Stream.Jitter)).Reverse().ToArray());

    private static byte[] Report(NtpTime ntp)
    {
        CompoundWriter writer = new(new byte[CompoundWriter.MaxSize]);
        writer.SenderReport(new(Receiver.Server, ntp, Receiver.Epoch, 4, 400), []);
        return writer.Written.ToArray();
    }

    private static byte[] Goodbye(Ssrc source)
    {
        CompoundWriter writer = new(new byte[CompoundWriter.MaxSize]);
        writer.ReceiverReport(source, []);
        writer.Bye(source, "");
        return writer.Written.ToArray();
    }
}
