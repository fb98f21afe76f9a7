using Streaming.Emulation.Losses;
using Streaming.Qos.Protection;

namespace Streaming.Emulation.Tests.Losses;

/// <summary>Losses against what is known of their models: means within four standard errors by batch means, the lengths of bursts by a
/// χ² test at one in a thousand.</summary>
public sealed class LossProcessTests
{
    private const int Batches = 100, PacketsOfBatch = 10_000;

    /// <summary>χ² of nine degrees of freedom is below this 999 times in 1 000.</summary>
    private const double MostChiSquare = 27.88;

    public static TheoryData<double, double, double, double> Chains => new()
    {
        { 0.01, 0.2, 0, 1 },
        { 0.05, 0.5, 0, 1 },
        { 0.002, 0.05, 0.01, 0.6 },
        { 0.3, 0.3, 0.02, 0.4 },
    };

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.001)]
    [InlineData(0.02)]
    [InlineData(0.5)]
    [InlineData(1.0)]
    public void Single_losses_come_in_their_share_and_know_nothing_of_each_other(double share)
    {
        LossProcess process = LossProcess.Of(new LossProfile.Bernoulli(new((long)(share * 1e9))), seed: 5);
        int packets = Batches * PacketsOfBatch, lost = 0, pairs = 0;
        bool wasLost = false;
        for (int i = 0; i < packets; i++)
        {
            bool isLost = process.Next();
            lost += isLost ? 1 : 0;
            pairs += isLost && wasLost ? 1 : 0;
            wasLost = isLost;
        }

        Estimate.MustBeShare(lost, packets, share, "losses");
        Estimate.MustBeShare(pairs, packets - 1, share * share, "pairs of losses");
    }

    [Theory]
    [MemberData(nameof(Chains))]
    public void A_chain_loses_its_share_and_keeps_company_as_its_formula_says(double worsens, double mends, double good, double bad)
    {
        GilbertElliott states = new(worsens, mends, good, bad);
        LossProcess process = LossProcess.Of(new LossProfile.Chain(states), seed: 11);
        int[] apart = [1, 2, 5, 20];
        Estimate loss = new();
        Estimate[] together = [.. apart.Select(_ => new Estimate())];
        for (int batch = 0; batch < Batches; batch++)
        {
            bool[] lost = [.. Enumerable.Range(0, PacketsOfBatch).Select(_ => process.Next())];
            loss.Add(lost.Count(each => each) / (double)lost.Length);
            for (int i = 0; i < apart.Length; i++)
            {
                int both = Enumerable.Range(0, lost.Length - apart[i]).Count(at => lost[at] && lost[at + apart[i]]);
                together[i].Add(both / (double)(lost.Length - apart[i]));
            }
        }

        loss.MustBe(states.Loss, 0.05, "loss");
        for (int i = 0; i < apart.Length; i++)
            together[i].MustBe(states.Loss * states.LossAfter(apart[i]), 0.1, $"both lost, {apart[i]} apart");
    }

    [Theory]
    [InlineData(0.02, 5)]
    [InlineData(0.05, 2)]
    [InlineData(0.2, 10)]
    public void Bursts_are_as_long_as_a_coin_says_that_mends_the_way(double loss, double meanBurst)
    {
        GilbertElliott states = GilbertElliott.Bursts(loss, meanBurst);
        LossProcess process = LossProcess.Of(new LossProfile.Chain(states), seed: 17);
        List<int> bursts = Bursts(process, 4_000_000);
        Assert.Equal(4_000_000 * loss / meanBurst, bursts.Count, 4_000_000 * loss / meanBurst * 0.05);

        // Ten classes that are equally likely but for what whole numbers allow; the expected counts are the geometric law's.
        double chi = 0;
        int from = 1, seen = 0;
        double left = 1;
        for (int i = 1; i <= 10; i++)
        {
            double edge = Math.Log(1 - (i / 10.0)) / Math.Log(1 - states.Mends);
            int until = i == 10 ? int.MaxValue : Math.Max(from + 1, (int)Math.Ceiling(edge) + 1);
            double ends = i == 10 ? 0 : Math.Pow(1 - states.Mends, until - 1), expected = (left - ends) * bursts.Count;
            int counted = bursts.Count(length => length >= from && length < until);
            chi += expected > 0 ? (counted - expected) * (counted - expected) / expected : 0;
            seen += counted;
            (from, left) = (until, ends);
        }

        Assert.Equal(bursts.Count, seen);
        Assert.InRange(chi, 0, MostChiSquare);
        double error = Math.Sqrt((1 - states.Mends) / (states.Mends * states.Mends) / bursts.Count);
        Assert.InRange(bursts.Average(), states.MeanBurst - (4 * error), states.MeanBurst + (4 * error));
    }

    [Fact]
    public void A_trace_is_played_over_and_over_from_somewhere()
    {
        bool[] lost = [true, true, false, false, false, true, false];
        SortedSet<int> begins = [];
        for (ulong seed = 1; seed <= 100; seed++)
        {
            LossProcess process = LossProcess.Of(new LossProfile.Trace(lost, "rows"), seed);
            bool[] seen = [.. Enumerable.Range(0, 21).Select(_ => process.Next())];
            int begin = Enumerable.Range(0, 7).Single(first => Enumerable.Range(0, 21).All(i => seen[i] == lost[(first + i) % 7]));
            begins.Add(begin);
        }

        Assert.Equal(7, begins.Count);
    }

    [Fact]
    public void A_profile_knows_its_mean()
    {
        Assert.Equal(0.25, new LossProfile.Bernoulli(Ratio.Percent(25)).Mean);
        Assert.Equal(0.02, new LossProfile.Chain(GilbertElliott.Bursts(0.02, 5)).Mean, 12);
        Assert.Equal(0.5, new LossProfile.Trace([true, false], "rows").Mean);
    }

    [Fact]
    public void A_seed_loses_the_same_packets_again_and_another_seed_others()
    {
        LossProfile profile = new LossProfile.Chain(GilbertElliott.Bursts(0.1, 3));
        bool[] Lost(ulong seed)
        {
            LossProcess process = LossProcess.Of(profile, seed);
            return [.. Enumerable.Range(0, 1_000).Select(_ => process.Next())];
        }

        Assert.Equal(Lost(1), Lost(1));
        Assert.NotEqual(Lost(1), Lost(2));
    }

    private static List<int> Bursts(LossProcess process, int packets)
    {
        // A burst that was under way when counting began is left out, and so is one that had not ended.
        List<int> bursts = [];
        bool counts = false;
        int length = 0;
        for (int i = 0; i < packets; i++)
        {
            if (process.Next())
            {
                length++;
                continue;
            }

            if (counts && length > 0)
                bursts.Add(length);
            (counts, length) = (true, 0);
        }

        return bursts;
    }
}
