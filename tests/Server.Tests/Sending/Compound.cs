using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtp;

namespace Streaming.Server.Tests.Sending;

/// <summary>What a receiver sends: a report, its name, and what it measures beyond.</summary>
internal static class Compound
{
    /// <param name="late">Packets that came too late; null: nothing is said of that.</param>
    /// <param name="bursts">Runs of losses, and the packets in them; null: nothing is said of that.</param>
    public static byte[] Of(ReportBlock block, uint? late = null, (uint Count, uint Lost)? bursts = null)
    {
        XrWriter blocks = new(stackalloc byte[XrWriter.MaxSize]);
        Ssrc source = block.Source;
        if (bursts is { } runs)
            blocks.Add(new BurstGapLoss(source, XrPeriod.Interval, false, 1, 0xffffff, runs.Lost, runs.Lost, runs.Count, 0));
        if (late is { } count)
            blocks.Add(new DiscardCount(source, XrPeriod.Interval, DiscardType.Late, count));
        return Of(block, blocks.Written);
    }

    public static byte[] Of(ReportBlock block, scoped ReadOnlySpan<byte> blocks)
    {
        CompoundWriter writer = new(new byte[CompoundWriter.MaxSize]);
        writer.ReceiverReport(new(99), new ReportBlock[] { block });
        writer.SourceDescription(new(99), "viewer");
        if (!blocks.IsEmpty)
            writer.ExtendedReport(new(99), blocks);
        return writer.Written.ToArray();
    }
}
