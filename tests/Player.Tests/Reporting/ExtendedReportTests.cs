using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtp;
using Streaming.Player.Monitoring;
using Streaming.Player.Reporting;
using Streaming.Player.Tests.Contracts;
using Streaming.Player.Tests.Receiving;
using Streaming.Primitives.Chance;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Player.Tests.Reporting;

/// <summary>What goes with receiver reports to a server that knows contracts. RFC 3611, 6776, 6958, 7002.</summary>
public sealed class ExtendedReportTests
{
    private readonly ReceptionMonitor _monitor = new(TimeSpan.FromSeconds(0.2));
    private readonly Receiver _receiver;
    private readonly ReceptionReporter _reporter = new(new(9), "name", BitRate.Mbps(1), ClockRate.Video, new SeededRandom(1));

    public ExtendedReportTests()
    {
        _receiver = new(monitor: _monitor);
        _reporter.Start(default);
    }

    [Fact]
    public void Losses_in_a_row_latecomers_and_duplicates_are_told_apart_since_the_last_report()
    {
        Contract();

        // Packets 2 and 3 are lost in a row, 5 alone comes when it was given up; 6 comes twice.
        _receiver.Feed(1, 0, 1, 4, 6, 6).Crank(2.5).Feed(2.6, 5);
        Report first = Read(10);
        Assert.Equal((2u, 1u), (first.Statistics.Lost!.Value, first.Statistics.Duplicates!.Value));
        Assert.Equal((65_530, 1), (first.Statistics.Begin.Value, first.Statistics.End.Value));
        Assert.Equal((1u, 2u, 2), (first.Bursts.Bursts, first.Bursts.Lost, first.Bursts.LongestRunAtLeast));
        Assert.Equal((DiscardType.Late, 1u), (first.Discards.Why, first.Discards.Count));
        Assert.Equal((65_530, 65_530u, 65_536u), (first.Time.First.Value, first.Time.IntervalFirst, first.Time.Last));
        Assert.Equal(TimeSpan.FromSeconds(9), first.Time.IntervalTime);

        _receiver.Feed(11, 7, 8);
        Report second = Read(20);
        Assert.Equal((0u, 0u), (second.Statistics.Lost!.Value, second.Statistics.Duplicates!.Value));
        Assert.Equal((1, 3), (second.Statistics.Begin.Value, second.Statistics.End.Value));
        Assert.Equal((0u, 2u), (second.Bursts.Bursts, second.Discards.Count));
        Assert.Equal((65_537u, 65_538u), (second.Time.IntervalFirst, second.Time.Last));
        Assert.Equal(TimeSpan.FromSeconds(10), second.Time.IntervalTime);
    }

    [Fact]
    public void A_server_without_contracts_is_sent_none()
    {
        _receiver.Feed(1, 0, 1);
        Assert.False(TryRead(10, out _));
    }

    [Fact]
    public void Nor_is_anybody_before_the_first_packet()
    {
        Contract();
        Assert.False(TryRead(10, out _));
    }

    private sealed record Report(MeasurementInformation Time, StatisticsSummary Statistics, BurstGapLoss Bursts, DiscardCount Discards);

    private void Contract()
    {
        Assert.True(ContractText.TryParse(Contracted.Terms(1), out ContractText? terms, out _));
        _monitor.Adopt(terms, "", default);
    }

    private Report Read(double at)
    {
        Assert.True(TryRead(at, out Report? report));
        return report!;
    }

    private bool TryRead(double at, out Report? report)
    {
        byte[] wire = new byte[CompoundWriter.MaxSize];
        int size = _reporter.WriteDue(_receiver.Stream, Instant.FromSeconds(at), wire);
        Assert.True(CompoundPacket.TryParse(wire.AsSpan(0, size), out CompoundPacket compound, out _));
        (MeasurementInformation time, StatisticsSummary statistics) = (default, default);
        (BurstGapLoss bursts, DiscardCount discards) = (default, default);
        bool isThere = false;
        foreach (RtcpPacket packet in compound)
        {
            if (!ExtendedReport.TryParse(packet, out ExtendedReport extended))
                continue;
            isThere = true;
            Assert.Equal(new Ssrc(9), extended.Sender);
            foreach (XrBlock block in extended)
            {
                bool isKnown = MeasurementInformation.TryParse(block, out MeasurementInformation one) && (time = one) == one;
                isKnown |= StatisticsSummary.TryParse(block, out StatisticsSummary two) && (statistics = two) == two;
                isKnown |= BurstGapLoss.TryParse(block, out BurstGapLoss three) && (bursts = three) == three;
                isKnown |= DiscardCount.TryParse(block, out DiscardCount four) && (discards = four) == four;
                Assert.True(isKnown);
            }
        }

        report = new(time, statistics, bursts, discards);
        return isThere;
    }
}
