using Streaming.Formats.Fec;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Sending;

namespace Streaming.Server.Contracts;

/// <summary>What the parity of a stream asks of a network beyond the media it protects.</summary>
/// <remarks>
/// While media leave, one column follows every D packets and one row every L, wherever playing began: in any stretch of n packets no more
/// than n/D + 1 and n/L + 1. Each is counted as large as the largest packet of the track, since one such packet in it makes it so.
/// A block in which nothing has left for a while is closed as it is, with what waits of the one before it: at most its packets' number
/// once more, and no more than two blocks have columns. Such a pause is looked for in the film at half the speed, the slowest there is.
/// </remarks>
internal static class ParityTraffic
{
    private static readonly TimeSpan Pause = ParityStage.Window / 2;

    /// <summary>Packets of one train, as they leave: parity comes in steps of what they take together.</summary>
    private const int Train = 3;

    private static readonly SurchargeCache Known = new();

    /// <param name="media">What is protected.</param>
    public static TrafficSpec Of(SentForm form, TrafficSpec media, ParityLayout layout)
    {
        ByteCount largest = media.MaxPacket + new ByteCount(FlexFecPacket.Overhead);
        return Known.Of(form, layout, () => Compute(form, layout, largest)) with { MinUnit = media.MinUnit };
    }

    private static TrafficSpec Compute(SentForm form, ParityLayout layout, ByteCount largest)
    {
        Func<int, int> packets = form.PacketsAt(form.MaxPacket);
        SampleLoad load = new();
        long ended = long.MaxValue, run = 0;
        foreach (PlannedSample sample in form.Samples())
        {
            int count = packets(sample.At);
            if (count == 0)
                continue;
            if (sample.Start - ended >= Pause.Ticks)
            {
                load.Add(ended + Pause.Ticks, ended + Pause.Ticks, AtOnce(layout, run) * largest.Bytes);
                run = 0;
            }

            load.Add(sample.Start, sample.End, Spread(layout, count, largest.Bytes));
            (ended, run) = (sample.End, run + count);
        }

        int kinds = (layout.HasColumnParity ? 1 : 0) + (layout.HasRowParity ? 1 : 0);
        long step = (Spread(layout, Train, largest.Bytes) + largest.Bytes - 1) / largest.Bytes;
        TrafficSpec parity = load.Bucket(form.Plan is not null, largest, kinds + (int)step);
        return form.Plan is null ? parity : parity with { Rate = StreamTraffic.WithHeadroom(parity.Rate) };
    }

    /// <summary>Bytes of parity of so many packets.</summary>
    private static long Spread(ParityLayout layout, int packets, long largest) =>
        ((packets * largest * layout.ParityPackets) + layout.Packets - 1) / layout.Packets;

    /// <summary>Parity packets that a pause sets free behind a run of so many packets.</summary>
    private static long AtOnce(ParityLayout layout, long run) => run == 1
        ? 1
        : (layout.HasColumnParity ? Math.Min(run, 2 * layout.Columns) : 0) + (layout.HasRowParity ? 1 : 0);
}
