using System.Diagnostics;

namespace Streaming.Benchmarks;

/// <summary>How long something takes, in milliseconds.</summary>
internal static class Stopwatches
{
    private const int Rounds = 15;

    /// <summary>The middle of several times: whatever else runs disturbs few of them.</summary>
    public static double Median(Action action)
    {
        double[] times = [.. Enumerable.Range(0, Rounds).Select(_ => Time(action)).Order()];
        return times[Rounds / 2];
    }

    public static double Time(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
