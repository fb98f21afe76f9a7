using Streaming.Testing.Repair;

namespace Streaming.Codecs.Tests.Fec;

/// <summary>How much of what is lost comes back: the real encoder and decoder against a solver that knows only which packets are
/// lost, and both against theory.</summary>
public sealed class RecoveryTests
{
    private const int Packets = 150_000;

    // Recovered by rows and columns together, in per cent: simulated apart from this code, over some millions of blocks; for p up to 1 %
    // the residual is p³ + (LD - 1) p⁴.
    private static readonly Dictionary<(string Layout, double Loss), double> BothOfRandom = new()
    {
        [("5x5", 0.005)] = 99.997, [("10x5", 0.005)] = 99.997, [("10x10", 0.005)] = 99.996, [("20x5", 0.005)] = 99.996,
        [("5x5", 0.01)] = 99.988, [("10x5", 0.01)] = 99.985, [("10x10", 0.01)] = 99.980, [("20x5", 0.01)] = 99.980,
        [("5x5", 0.02)] = 99.940, [("10x5", 0.02)] = 99.918, [("10x10", 0.02)] = 99.875, [("20x5", 0.02)] = 99.877,
        [("5x5", 0.05)] = 99.426, [("10x5", 0.05)] = 99.049, [("10x10", 0.05)] = 98.183, [("20x5", 0.05)] = 98.210,
        [("5x5", 0.1)] = 96.26, [("10x5", 0.1)] = 92.80, [("10x10", 0.1)] = 83.63, [("20x5", 0.1)] = 85.18,
    };

    // Mean loss 2 %, by mean burst: columns alone, and both.
    private static readonly Dictionary<(string Layout, double Burst), (double Columns, double Both)> OfBursts = new()
    {
        [("5x5", 2)] = (88.4, 95.5), [("10x5", 2)] = (90.2, 96.6), [("10x10", 2)] = (81.6, 92.3), [("20x5", 2)] = (90.3, 96.6),
        [("5x5", 5)] = (57.0, 68.0), [("10x5", 5)] = (81.3, 86.3), [("10x10", 5)] = (70.9, 76.3), [("20x5", 5)] = (89.8, 92.2),
        [("5x5", 10)] = (28.9, 36.5), [("10x5", 10)] = (54.9, 60.1), [("10x10", 10)] = (44.4, 50.0), [("20x5", 10)] = (79.9, 82.1),
    };

    public static TheoryData<string, double> Random => [.. BothOfRandom.Keys.Select(key => (key.Layout, key.Loss))];

    public static TheoryData<string, double> Bursts => [.. OfBursts.Keys.Select(key => (key.Layout, key.Burst))];

    [Theory, MemberData(nameof(Random))]
    public void Of_single_losses_comes_back_what_can(string text, double rate)
    {
        ParityLayout columns = Parse(text), both = columns with { HasRowParity = true };
        double expected = 100 * Math.Pow(1 - rate, columns.Rows);
        Check(columns, () => new(11, rate), expected, burst: 1);
        Check(both, () => new(12, rate), BothOfRandom[(text, rate)], burst: 1);
    }

    [Theory, MemberData(nameof(Bursts))]
    public void Of_bursts_comes_back_what_can(string text, double burst)
    {
        ParityLayout columns = Parse(text), both = columns with { HasRowParity = true };
        Check(columns, () => new(13, 0.02, burst), OfBursts[(text, burst)].Columns, burst);
        Check(both, () => new(14, 0.02, burst), OfBursts[(text, burst)].Both, burst);
    }

    [Theory]
    [InlineData("10x5", 10)]
    [InlineData("20x5", 20)]
    [InlineData("5x5", 5)]
    [InlineData("10x5+rows", 11)]
    public void One_burst_as_long_as_a_row_comes_back_wherever_it_begins(string text, int burst)
    {
        ParityLayout layout = Parse(text);
        for (int start = 0; start < 2 * layout.Packets; start++)
        {
            RepairBench bench = new(layout);
            List<byte[]> media = new MediaPackets((ulong)start, first: 65_500) { LongestPayload = 20 }.Take(4 * layout.Packets);
            int end = start + burst;
            for (int i = 0; i < media.Count; i++)
            {
                List<byte[]> parity = bench.Send(media[i]);
                if (i < start || i >= end)
                    bench.Arrive(media[i]);
                bench.Arrive(parity);
            }

            Assert.Equal(burst, bench.Recovered.Count);
        }
    }

    private static ParityLayout Parse(string text)
    {
        Assert.True(ParityLayout.TryParse(text, out ParityLayout layout));
        return layout;
    }

    private static void Check(ParityLayout layout, Func<LossPattern> loss, double expected, double burst)
    {
        (long lost, long recovered) = RecoveryTrial.Run(layout, loss(), Packets);
        (long referenceLost, long possible) = PeelingReference.Run(layout, loss(), Packets);
        Assert.Equal(referenceLost, lost);
        double share = 100.0 * recovered / lost;
        Assert.InRange(share, (100.0 * possible / lost) - 1, 100.0 * possible / lost);

        // Four standard errors; the losses of a burst share their fate, and so do those of a block that is full of them.
        double variance = expected * (100 - expected) * 4 * burst / lost;
        double tolerance = (4 * Math.Sqrt(variance)) + 0.05;
        Assert.InRange(share, expected - tolerance, expected + tolerance);
    }
}
