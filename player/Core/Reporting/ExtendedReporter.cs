using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtp;
using Streaming.Player.Receiving;

namespace Streaming.Player.Reporting;

/// <summary>What report blocks cannot say, since the report before: losses in a row, and what came but too late. RFC 3611, 6776, 6958,
/// 7002.</summary>
/// <remarks>With it a server can tell the network's losses from a receiver's own. Only for servers that know contracts: others have not
/// asked for it.</remarks>
internal sealed class ExtendedReporter(Instant started)
{
    /// <summary>All ones: how long bursts last is not known of packets that never came.</summary>
    private const uint NoDuration = 0xffffff;

    private const ulong NoSquare = (1UL << 36) - 1;

    private ReceptionCounters _counters;
    private LossRuns _runs;
    private Ssrc? _source;
    private uint _highest;
    private Instant? _at;

    /// <param name="summary">What the report block says at the same time.</param>
    /// <param name="wire">At least <see cref="XrWriter.MaxSize"/> bytes.</param>
    /// <returns>The blocks.</returns>
    public ReadOnlySpan<byte> Write(ReceiveStream stream, in ReceptionSummary summary, Instant now, Span<byte> wire)
    {
        ReceptionCounters counters = stream.Counters;
        Ssrc source = summary.Source;
        SequenceNumber begin = stream.SourceFirst!.Value;
        uint first = _source == source ? _highest + 1 : begin.Value;
        uint last = summary.HighestSequence;
        XrWriter blocks = new(wire);
        uint interval = (uint)(Fraction(now - (_at ?? started)) >> 16);
        blocks.Add(new MeasurementInformation(source, begin, first, last, interval, Fraction(now - started)));
        blocks.Add(new StatisticsSummary(
            source, new(unchecked((ushort)first)), new(unchecked((ushort)(last + 1))),
            Grown(counters.Lost, _counters.Lost), Grown(counters.Duplicates, _counters.Duplicates), Jitter: null));
        uint inBursts = Grown(stream.Runs.InBursts, _runs.InBursts);
        blocks.Add(new BurstGapLoss(
            source, XrPeriod.Interval, CountsDiscards: false, Threshold: 1, NoDuration, inBursts, inBursts,
            Grown(stream.Runs.Bursts, _runs.Bursts), NoSquare));
        long late = Math.Max(counters.Late, counters.Discarded), before = Math.Max(_counters.Late, _counters.Discarded);
        blocks.Add(new DiscardCount(source, XrPeriod.Interval, DiscardType.Late, Grown(late, before)));
        (_counters, _runs, _source, _highest, _at) = (counters, stream.Runs, source, last, now);
        return blocks.Written;
    }

    /// <summary>What came late may have been counted as lost before: an interval cannot lose less than nothing.</summary>
    private static uint Grown(long now, long before) => (uint)Math.Clamp(now - before, 0, uint.MaxValue - 1);

    /// <summary>In 2⁻³² s; of these, <c>&gt;&gt; 16</c> makes 65 536ths.</summary>
    private static ulong Fraction(TimeSpan time) => (ulong)(((Int128)time.Ticks << 32) / TimeSpan.TicksPerSecond);
}
