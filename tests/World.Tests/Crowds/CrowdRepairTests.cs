using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtp;
using Streaming.Primitives.Chance;
using Streaming.Server.Sending;

namespace Streaming.World.Tests.Crowds;

/// <summary>That what very many receivers have sent again stays within what is set aside for it, and that parity leaves little of
/// it.</summary>
public sealed class CrowdRepairTests
{
    /// <summary>Parity of 10 columns by 5 rows.</summary>
    private const int Columns = 10;
    private const int Rows = 5;

    /// <param name="least">Of what is asked for, the share that is sent again.</param>
    /// <param name="isRestrained">Whether losses are told of as RFC 4585 §3.5 has it; else at once, whatever that costs.</param>
    [Theory]
    [InlineData(100, true, 1)]
    [InlineData(10_000, true, 1)]
    [InlineData(100, false, 1)]
    [InlineData(10_000, false, 0.1)]
    public void At_one_percent_loss_resends_keep_to_their_share(int receivers, bool isRestrained, double least)
    {
        Crowd crowd = new(seed: 5);
        for (int i = 0; i < receivers; i++)
            crowd.Join();
        crowd.Run(20);
        SeededRandom random = new(6);
        LossyBlocks blocks = new(receivers, Columns, Rows, Ratio.Percent(1), random);
        long before = crowd.Wire.RepairBytes, asked = 0, lost = 0;
        crowd.Wire.OnMedia = number => blocks.Add(number);
        for (int step = 0; step < 300; step++)
        {
            crowd.Run(0.1);
            foreach ((int receiver, List<SequenceNumber> missing) in blocks.TakeUnmended())
            {
                lost += missing.Count;
                CrowdReceiver one = crowd.Receivers[receiver];
                if (isRestrained && !IsInTime(one, random))
                    continue;
                one.MayBeEarly = false;
                asked += missing.Count;
                Ask(crowd, one, missing);
            }
        }

        crowd.Run(1);
        RepairFigures repair = crowd.Feedback.Snapshot().Lanes[0].Repair;
        double share = (crowd.Wire.RepairBytes - before) * 8.0 / 30 / Crowd.Rate.BitsPerSecond;
        Assert.True(asked > 0 && blocks.Lost > 5_000 && lost < blocks.Lost / 10, $"parity leaves {lost} of {blocks.Lost}");
        Assert.True(share <= 1.0, $"{share:P1}");
        Assert.True(repair.ResentPackets >= least * asked, $"{repair.ResentPackets} of {asked}");
        if (isRestrained)
            Assert.True(crowd.MostShare(10) <= 0.055, $"{crowd.MostShare(10):P2}");
    }

    /// <summary>Whether a receiver may tell of it so early that it helps: once from one report to the next, and spread over half an
    /// interval. RFC 4585 §3.5.2.</summary>
    private static bool IsInTime(CrowdReceiver receiver, SeededRandom random) =>
        receiver.MayBeEarly && receiver.Timer.Interval / 2 * random.NextDouble() < TimeSpan.FromMilliseconds(500);

    private static void Ask(Crowd crowd, CrowdReceiver receiver, List<SequenceNumber> missing)
    {
        Span<NackEntry> entries = new NackEntry[missing.Count];
        int count = NackEntry.Pack([.. missing], entries);
        CompoundWriter writer = new(new byte[CompoundWriter.MaxSize]);
        writer.ReceiverReport(receiver.Name, []);
        writer.GenericNack(receiver.Name, crowd.Lane.Ssrc, entries[..count]);
        crowd.Send(receiver, writer.Written);
    }
}
