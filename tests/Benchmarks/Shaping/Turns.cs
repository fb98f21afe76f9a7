using System.Diagnostics;

namespace Streaming.Benchmarks.Shaping;

/// <summary>Measures several things in turn, so that what else the machine does meets all of them alike.</summary>
internal static class Turns
{
    private const int Rounds = 25;

    /// <summary>Until everything is compiled for speed, with what was learnt while it ran.</summary>
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(2);

    /// <summary>The least that each of them answered: whatever else runs only adds.</summary>
    public static double[] Least(IReadOnlyList<Func<double>> all)
    {
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < Warm;)
            _ = all.Sum(each => each());
        double[] least = [.. all.Select(_ => double.MaxValue)];
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < least.Length; i++)
                least[i] = Math.Min(least[i], all[i]());
        }

        return least;
    }
}
