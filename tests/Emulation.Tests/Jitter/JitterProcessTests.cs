using Streaming.Emulation.Jitter;

namespace Streaming.Emulation.Tests.Jitter;

/// <summary>Jitter against what its shape and its correlation promise, within four standard errors by batch means.</summary>
public sealed class JitterProcessTests
{
    private const int Batches = 100, PacketsOfBatch = 5_000;
    private const double Spread = 4;

    public static TheoryData<JitterShape, double> Shapes
    {
        get
        {
            TheoryData<JitterShape, double> rows = [];
            foreach (JitterShape shape in Enum.GetValues<JitterShape>())
            {
                foreach (double correlation in new[] { 0, 0.5, 0.9 })
                    rows.Add(shape, correlation);
            }

            return rows;
        }
    }

    /// <summary>Mean and variance of a spread of one.</summary>
    private static (double Mean, double Variance) Truth(JitterShape shape) => shape switch
    {
        JitterShape.Uniform => (0.5, 1 / 12.0),
        JitterShape.Normal => (Math.Sqrt(2 / Math.PI), 1 - (2 / Math.PI)),
        _ => (1, 1),
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Mean_variance_and_correlation_are_those_that_were_asked_for(JitterShape shape, double correlation)
    {
        JitterProcess process = new(new(shape, TimeSpan.FromMilliseconds(Spread), correlation), seed: 3);
        (double mean, double variance) = (Truth(shape).Mean * Spread, Truth(shape).Variance * Spread * Spread);
        int[] apart = [1, 3, 10];
        Estimate means = new(), variances = new();
        Estimate[] products = [.. apart.Select(_ => new Estimate())];
        for (int batch = 0; batch < Batches; batch++)
        {
            double[] values = [.. Enumerable.Range(0, PacketsOfBatch).Select(_ => process.Next().TotalMilliseconds - mean)];
            means.Add(values.Average() + mean);
            variances.Add(values.Average(value => value * value));

            // One is added to the correlation, so that a true zero can be judged by the same measure.
            for (int i = 0; i < apart.Length; i++)
            {
                double product = Enumerable.Range(0, values.Length - apart[i]).Average(at => values[at] * values[at + apart[i]]);
                products[i].Add(1 + (product / variance));
            }
        }

        means.MustBe(mean, 0.01, "mean");
        variances.MustBe(variance, 0.03, "variance");
        for (int i = 0; i < apart.Length; i++)
            products[i].MustBe(1 + Math.Pow(correlation, apart[i]), 0.02, $"correlation of packets {apart[i]} apart");
    }

    [Theory]
    [InlineData(JitterShape.Uniform, 0.25, 1.0)]
    [InlineData(JitterShape.Normal, 0.6744897502, 1.9599639845)]
    [InlineData(JitterShape.Exponential, 0.6931471806, 2.9957322736)]
    public void The_shape_is_the_shape_to_its_tail(JitterShape shape, double middle, double high)
    {
        // A uniform spread of one half: its middle is a quarter; of the others, 95 in 100 do not exceed the higher mark.
        double spread = shape == JitterShape.Uniform ? 0.5 : 1;
        JitterProcess process = new(new(shape, TimeSpan.FromSeconds(spread)), seed: 9);
        double[] values = [.. Enumerable.Range(0, 1_000_000).Select(_ => process.Next().TotalSeconds)];
        Estimate.MustBeShare(values.Count(value => value <= middle), values.Length, 0.5, "the lower half");
        double below = shape == JitterShape.Uniform ? 1 : 0.95;
        Estimate.MustBeShare(values.Count(value => value <= high), values.Length, below, "all but the tail");
        Assert.All(values, value => Assert.True(value >= 0));
        if (shape == JitterShape.Uniform)
            Assert.True(values.Max() <= 0.5);
    }
}
