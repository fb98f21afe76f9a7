using Streaming.Qos.Protection;

namespace Streaming.Qos.Tests.Protection;

/// <summary>What parity is expected to leave, against tables and against dice.</summary>
public sealed class ResidualLossTests
{
    /// <summary>Columns mend (1 − p)ᴰ of single losses.</summary>
    [Theory]
    [InlineData("5x5", 0.005, 0.9753)]
    [InlineData("10x5", 0.01, 0.9510)]
    [InlineData("10x10", 0.02, 0.8171)]
    [InlineData("20x5", 0.05, 0.7738)]
    [InlineData("10x10", 0.10, 0.3487)]
    public void Columns_against_independent_losses_are_the_binomial(string text, double loss, double mended) =>
        Assert.Equal(mended, 1 - (ResidualLoss.Of(Layout(text), GilbertElliott.Random(loss)) / loss), 1e-4);

    /// <summary>Simulated with up to 2.4·10⁷ blocks a figure, or p³ + (LD − 1)·p⁴.</summary>
    [Theory]
    [InlineData("5x5+rows", new[] { 1.40e-7, 1.24e-6, 1.20e-5, 2.87e-4, 3.74e-3 })]
    [InlineData("10x5+rows", new[] { 1.56e-7, 1.49e-6, 1.64e-5, 4.76e-4, 7.20e-3 })]
    [InlineData("10x10+rows", new[] { 1.87e-7, 1.99e-6, 2.51e-5, 9.08e-4, 1.64e-2 })]
    [InlineData("20x5+rows", new[] { 1.87e-7, 1.99e-6, 2.47e-5, 8.95e-4, 1.48e-2 })]
    public void Both_parities_against_independent_losses_leave_what_simulation_says(string text, double[] residuals)
    {
        double[] losses = [0.005, 0.01, 0.02, 0.05, 0.10];
        foreach ((double loss, double residual) in losses.Zip(residuals))
        {
            double off = ResidualLoss.Of(Layout(text), GilbertElliott.Random(loss)) / residual;
            Assert.InRange(off, 0.96, loss < 0.1 ? 1.04 : 1.3);
        }
    }

    /// <summary>Mean loss 2 %, everything lost in the bad state.</summary>
    [Theory]
    [InlineData(2, "5x5", 0.884)]
    [InlineData(2, "10x5", 0.902)]
    [InlineData(2, "10x10", 0.816)]
    [InlineData(2, "20x5", 0.903)]
    [InlineData(5, "5x5", 0.570)]
    [InlineData(5, "10x5", 0.813)]
    [InlineData(5, "10x10", 0.709)]
    [InlineData(5, "20x5", 0.898)]
    [InlineData(10, "5x5", 0.289)]
    [InlineData(10, "10x5", 0.549)]
    [InlineData(10, "10x10", 0.444)]
    [InlineData(10, "20x5", 0.799)]
    public void Columns_against_bursts_mend_what_the_table_says(double burst, string text, double mended)
    {
        double residual = ResidualLoss.Of(Layout(text), GilbertElliott.Bursts(0.02, burst));
        Assert.Equal(mended, 1 - (residual / 0.02), 0.006);
    }

    [Theory]
    [InlineData(2, "5x5+rows", 0.955)]
    [InlineData(2, "10x10+rows", 0.923)]
    [InlineData(5, "10x5+rows", 0.863)]
    [InlineData(5, "20x5+rows", 0.922)]
    [InlineData(10, "5x5+rows", 0.365)]
    [InlineData(10, "10x10+rows", 0.500)]
    public void Both_parities_against_bursts_never_promise_too_much_and_little_too_little(double burst, string text, double mended)
    {
        double promised = 1 - (ResidualLoss.Of(Layout(text), GilbertElliott.Bursts(0.02, burst)) / 0.02);
        Assert.InRange(promised, mended - 0.065, mended + 0.003);
    }

    [Theory]
    [InlineData("6x0", 0.01, 0.10, 0.00, 1.0)]
    [InlineData("8x4", 0.01, 0.10, 0.00, 1.0)]
    [InlineData("8x4", 0.01, 0.05, 0.01, 0.5)]
    [InlineData("12x6", 0.03, 0.30, 0.00, 0.8)]
    [InlineData("3x2", 0.02, 0.50, 0.00, 1.0)]
    public void One_parity_leaves_what_dice_leave(string text, double worsens, double mends, double good, double bad)
    {
        GilbertElliott model = new(worsens, mends, good, bad);
        ParityLayout layout = Layout(text);
        double simulated = PeelingSimulation.Residual(layout, model, 5, 1_500_000 / layout.Packets);
        double exact = ResidualLoss.Of(layout, model);
        Assert.InRange(simulated / exact, 0.95, 1.05);
    }

    [Fact]
    public void Nothing_lost_leaves_nothing_and_no_parity_leaves_everything()
    {
        Assert.Equal(0, ResidualLoss.Of(Layout("10x5"), GilbertElliott.Lossless));
        Assert.Equal(0.03, ResidualLoss.Of(ParityLayout.None, GilbertElliott.Random(0.03)), 1e-12);
    }

    [Fact]
    public void Parity_never_makes_it_worse_and_more_loss_never_leaves_less()
    {
        foreach (ParityLayout layout in ProtectionLadder.Layouts.Where((_, i) => i % 7 == 0))
        {
            double before = 0;
            foreach (double loss in (double[])[0.001, 0.01, 0.1, 0.5, 0.9])
            {
                double left = ResidualLoss.Of(layout, GilbertElliott.Random(loss));
                Assert.InRange(left, before, loss);
                Assert.InRange(ResidualLoss.Of(layout, GilbertElliott.Bursts(loss, 12)), 0, loss);
                before = left;
            }
        }
    }

    private static ParityLayout Layout(string text)
    {
        Assert.True(ParityLayout.TryParse(text, out ParityLayout layout));
        return layout;
    }
}
