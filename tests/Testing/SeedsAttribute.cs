using System.Globalization;
using System.Reflection;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Streaming.Testing;

/// <summary>Gives a theory the seeds 1 … n as <see langword="ulong"/>; a failing seed is the counterexample, and can be kept as a row of
/// its own.</summary>
/// <remarks><c>STREAMING_SEEDS=10</c> in the environment makes ten times as many of them, for long runs.</remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SeedsAttribute(int count) : DataAttribute
{
    public int Count { get; } = count;

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
    {
        string? factor = Environment.GetEnvironmentVariable("STREAMING_SEEDS");
        int times = int.TryParse(factor, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? Math.Max(1, number) : 1;
        List<ITheoryDataRow> rows = [];
        for (int seed = 1; seed <= Count * times; seed++)
            rows.Add(new TheoryDataRow((ulong)seed));
        return new(rows);
    }

    public override bool SupportsDiscoveryEnumeration() => true;
}
