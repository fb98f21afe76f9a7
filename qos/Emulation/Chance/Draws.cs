using Streaming.Primitives.Chance;

namespace Streaming.Emulation.Chance;

/// <summary>Values of the distributions that a network's chance is made of; the same on every machine.</summary>
public static class Draws
{
    private const int Whole = 1_000_000_000;

    /// <summary>Yes, in that share of all cases.</summary>
    public static bool Happens(this SeededRandom random, Ratio share) => random.Next(Whole) < share.Billionths;

    /// <summary>Zero or more, exponential: the time to the next event of many that do not know each other.</summary>
    public static TimeSpan Exponential(this SeededRandom random, TimeSpan mean) => new(Ticks(random.Exponential() * mean.Ticks));

    /// <summary>From zero to <paramref name="most"/>, each as likely.</summary>
    public static TimeSpan Uniform(this SeededRandom random, TimeSpan most) => new(Ticks(random.NextDouble() * most.Ticks));

    /// <summary>The size of a normal value of that standard deviation: its mean is √(2/π) of the deviation.</summary>
    public static TimeSpan HalfNormal(this SeededRandom random, TimeSpan deviation) =>
        new(Ticks(Math.Abs(random.Normal()) * deviation.Ticks));

    /// <summary>Exponential, of mean one.</summary>
    public static double Exponential(this SeededRandom random) => -PortableMath.Log(1 - random.NextDouble());

    /// <summary>Normal, of mean zero and deviation one: Marsaglia's polar method, which needs no sine.</summary>
    public static double Normal(this SeededRandom random)
    {
        while (true)
        {
            double x = (2 * random.NextDouble()) - 1, y = (2 * random.NextDouble()) - 1, square = (x * x) + (y * y);
            if (square is > 0 and < 1)
                return x * Math.Sqrt(-2 * PortableMath.Log(square) / square);
        }
    }

    private static long Ticks(double ticks) => (long)Math.Round(ticks);
}
