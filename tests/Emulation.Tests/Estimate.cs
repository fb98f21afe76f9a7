namespace Streaming.Emulation.Tests;

/// <summary>A mean that was measured in batches, long against what neighbours have to do with each other, and how sure it is.</summary>
/// <remarks>Batch means: the standard error is that of the batches among themselves, whatever the values within one have in common. A value
/// is accepted within four of them: of sixteen thousand true ones, one is refused. Seeds are fixed, so that none is by accident.</remarks>
internal sealed class Estimate
{
    private const double Errors = 4;

    private readonly List<double> _batches = [];

    public void Add(double batch) => _batches.Add(batch);

    public double Mean => _batches.Average();

    public double StandardError =>
        Math.Sqrt(_batches.Sum(batch => (batch - Mean) * (batch - Mean)) / (_batches.Count - 1) / _batches.Count);

    /// <summary>Holds if the truth may be so, and if it was measured finely enough to mean anything.</summary>
    /// <param name="precision">The most that the standard error may be of the truth.</param>
    public void MustBe(double truth, double precision, string what)
    {
        Assert.True(
            StandardError <= precision * Math.Abs(truth), $"{what}: {Mean:g6} ± {StandardError:g3} says too little about {truth:g6}");
        Assert.True(
            Math.Abs(Mean - truth) <= Errors * StandardError, $"{what}: {Mean:g6} ± {StandardError:g3}, but in truth {truth:g6}");
    }

    /// <summary>Of a share of many that do not know each other.</summary>
    public static void MustBeShare(long part, long whole, double truth, string what)
    {
        double error = Math.Sqrt(truth * (1 - truth) / whole), share = (double)part / whole;
        Assert.True(Math.Abs(share - truth) <= Errors * error, $"{what}: {share:g6} ± {error:g3}, but in truth {truth:g6}");
    }
}
