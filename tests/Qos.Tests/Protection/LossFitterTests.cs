using Streaming.Qos.Protection;
using Streaming.Testing;

namespace Streaming.Qos.Tests.Protection;

/// <summary>What is fitted to losses is what made them.</summary>
public sealed class LossFitterTests
{
    private static readonly Instant Start = new(7);

    [Theory]
    [InlineData(0.005)]
    [InlineData(0.02)]
    [InlineData(0.1)]
    public void Independent_losses_are_taken_for_what_they_are(double loss)
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            LossFit fit = LossFitter.Fit(Watch(GilbertElliott.Random(loss), seed, 20_000));
            Assert.True(fit.Model.IsRandom, $"seed {seed}: {fit}");
            Assert.InRange(fit.Model.Loss, loss * (1 - (4 * fit.Uncertainty)), loss * (1 + (4 * fit.Uncertainty)));
        }
    }

    [Theory]
    [InlineData(0.02, 2)]
    [InlineData(0.02, 8)]
    [InlineData(0.05, 4)]
    [InlineData(0.10, 10)]
    public void Share_and_length_of_bursts_are_found(double loss, double burst)
    {
        GilbertElliott truth = GilbertElliott.Bursts(loss, burst);
        Assert.Equal((loss, burst), (Math.Round(truth.Loss, 9), Math.Round(truth.MeanBurst, 6)));
        GilbertElliott fit = LossFitter.Fit(Watch(truth, 3, 400_000)).Model;
        Assert.InRange(fit.Loss, loss * 0.9, loss * 1.1);
        Assert.InRange(fit.MeanBurst, burst * 0.9, burst * 1.1);
    }

    [Theory]
    [InlineData(0.01, 0.1, 0.0, 0.6)]
    [InlineData(0.01, 0.05, 0.02, 0.7)]
    [InlineData(0.002, 0.02, 0.005, 0.5)]
    public void All_four_figures_are_found_where_there_are_many_losses(double worsens, double mends, double good, double bad)
    {
        GilbertElliott truth = new(worsens, mends, good, bad);
        GilbertElliott fit = LossFitter.Fit(Watch(truth, 11, 4_000_000)).Model;
        Assert.InRange(fit.Loss, truth.Loss * 0.95, truth.Loss * 1.05);
        Assert.InRange(fit.Worsens, worsens * 0.8, worsens * 1.25);
        Assert.InRange(fit.Mends, mends * 0.8, mends * 1.25);
        Assert.InRange(fit.GoodLoss, good * 0.7, (good * 1.3) + 0.002);
        Assert.InRange(fit.BadLoss, bad * 0.85, bad * 1.15);
    }

    [Theory]
    [Seeds(200)]
    public void Whatever_was_seen_the_fit_is_a_model_that_loses_as_much(ulong seed)
    {
        Primitives.Chance.SeededRandom random = new(seed);
        GilbertElliott truth = new(random.NextDouble(), random.NextDouble(), random.NextDouble() / 2, random.NextDouble());
        LossPattern seen = Watch(truth, seed, 1 + random.Next(3_000));
        LossFit fit = LossFitter.Fit(seen);
        Assert.InRange(fit.Model.Worsens, 0, 1);
        Assert.InRange(fit.Model.Mends, 0, 1);
        Assert.InRange(fit.Model.GoodLoss, 0, 1);
        Assert.InRange(fit.Model.BadLoss, 0, 1);
        Assert.Equal(Math.Min(0.95, (double)seen.Lost / seen.Packets), fit.Model.Loss, 1e-6);
        Assert.True(fit.Model.MeanBurst >= 1);
    }

    [Fact]
    public void One_burst_is_one_event_and_no_evidence()
    {
        LossHistory history = new();
        history.Accept(isLost: false, 500, Start);
        history.Accept(isLost: true, 8, Start);
        history.Accept(isLost: false, 500, Start);
        LossFit fit = LossFitter.Fit(history.Last(LossHistory.Longest, Start));
        Assert.Equal((1_008, 1, false), (fit.Packets, fit.Events, fit.IsEvidence));
        Assert.Equal(8, fit.Model.MeanBurst, 1e-6);
    }

    [Fact]
    public void Uncertainty_shrinks_with_the_root_of_the_events()
    {
        Assert.Equal(0.1, new LossFit(GilbertElliott.Random(0.01), 10_000, 100).Uncertainty);
        Assert.Equal(1, LossFit.None.Uncertainty);
    }

    private static LossPattern Watch(GilbertElliott model, ulong seed, int packets)
    {
        LossyLine line = new(model, seed);
        LossHistory history = new();
        for (int i = 0; i < packets; i++)
            history.Accept(line.LosesNext(), 1, Start);
        return history.Last(LossHistory.Longest, Start);
    }
}
