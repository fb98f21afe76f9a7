using Streaming.Primitives.Chance;

namespace Streaming.Testing.Delays;

/// <summary>Networks as they are met, made from a seed: packets every 10 ms, 20 ms under way, and what comes on top.</summary>
public static class DelayTraces
{
    public static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(10);

    private const double Least = 20;

    /// <summary>A queue that many share: the sum of many small waits.</summary>
    public static DelayTrace Gaussian(ulong seed, TimeSpan length, double sigma = 10, double skewPpm = 0) =>
        Make($"Gaussian {sigma} ms", seed, length, skewPpm, (random, _) => Math.Max(0, (4 + Normal(random)) * sigma));

    /// <summary>A queue that is mostly empty: long waits are rare, and no longest is known.</summary>
    public static DelayTrace Exponential(ulong seed, TimeSpan length, double mean = 8, double skewPpm = 0) =>
        Make($"exponential {mean} ms", seed, length, skewPpm, (random, _) => -mean * Math.Log(1 - random.NextDouble()));

    /// <summary>Every five seconds or so something holds everything up, and then all comes at once.</summary>
    public static DelayTrace Spikes(ulong seed, TimeSpan length, double height = 150, double every = 5)
    {
        double spikeAt = -1e9, now = 0, next = every;
        return Make($"spikes of {height} ms", seed, length, 0, (random, at) =>
        {
            now = at;
            if (now >= next)
            {
                spikeAt = now;
                next = now + (every * (0.5 + random.NextDouble()));
            }

            double left = height - ((now - spikeAt) * 1_000);
            return Math.Max(0, left) + Math.Max(0, (4 + Normal(random)) * 2);
        });
    }

    /// <summary>The route changes at half time.</summary>
    /// <param name="step">In milliseconds; negative: to a shorter one.</param>
    public static DelayTrace RouteChange(ulong seed, TimeSpan length, double step) =>
        Make($"route {step:+0;-0} ms", seed, length, 0, (random, at) =>
            Math.Max(0, -step) + (at > length.TotalSeconds / 2 ? step : 0) + Math.Max(0, (4 + Normal(random)) * 5));

    /// <summary>A radio that is busy in bursts, a few times a second: packets wait in it and leave together.</summary>
    public static DelayTrace Wifi(ulong seed, TimeSpan length)
    {
        double blockedUntil = 0, nextBlock = 0.3;
        return Make("Wi-Fi bursts", seed, length, 0, (random, at) =>
        {
            if (at >= nextBlock)
            {
                // Most are short, some are long.
                double pause = 0.01 + (0.025 * -Math.Log(1 - random.NextDouble()));
                blockedUntil = at + Math.Min(pause, 0.25);
                nextBlock = blockedUntil + (0.5 * -Math.Log(1 - random.NextDouble()));
            }

            return (Math.Max(0, blockedUntil - at) * 1_000) + (2 * random.NextDouble());
        });
    }

    /// <summary>Nothing comes for a while, once; then all of it at once.</summary>
    public static DelayTrace Stall(ulong seed, TimeSpan length, TimeSpan at, TimeSpan stall) =>
        Make($"stall of {stall.TotalSeconds} s", seed, length, 0, (random, now) =>
            Math.Max(0, now >= at.TotalSeconds ? ((at + stall).TotalSeconds - now) * 1_000 : 0) + Math.Max(0, (4 + Normal(random)) * 3));

    /// <summary>Every tenth packet takes a way on which fifty others overtake it.</summary>
    public static DelayTrace Reordered(ulong seed, TimeSpan length) =>
        Make("reordered by 50", seed, length, 0, (random, _) =>
            (random.Next(10) == 0 ? 50 * Spacing.TotalMilliseconds : 0) + (4 * random.NextDouble()));

    /// <summary>The same, with every twentieth packet twice.</summary>
    public static DelayTrace Duplicated(DelayTrace trace, ulong seed)
    {
        SeededRandom random = new(seed);
        List<TracedPacket> packets = [];
        foreach (TracedPacket packet in trace.Packets)
        {
            packets.Add(packet);
            if (random.Next(20) == 0)
                packets.Add(packet with { Arrival = packet.Arrival + TimeSpan.FromMilliseconds(30 * random.NextDouble()) });
        }

        return trace with { Name = $"{trace.Name}, duplicates", Packets = [.. packets.OrderBy(packet => packet.Arrival)] };
    }

    /// <param name="wait">What comes on top of the smallest delay, in milliseconds, for a packet sent so many seconds after the
    /// start.</param>
    public static DelayTrace Make(string name, ulong seed, TimeSpan length, double skewPpm, Func<SeededRandom, double, double> wait)
    {
        SeededRandom random = new(seed);
        DelayTrace empty = new(name, [], skewPpm);
        List<TracedPacket> packets = [];
        for (TimeSpan position = TimeSpan.Zero; position < length; position += Spacing)
        {
            double delay = Least + wait(random, position.TotalSeconds);
            packets.Add(new(position, empty.SentAt(position) + TimeSpan.FromMilliseconds(delay)));
        }

        return empty with { Packets = [.. packets.OrderBy(packet => packet.Arrival)] };
    }

    private static double Normal(SeededRandom random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
