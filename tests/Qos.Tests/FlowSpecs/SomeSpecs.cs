using Streaming.Primitives.Chance;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Qos.Tests.FlowSpecs;

/// <summary>Specifications of all sizes, each a good one.</summary>
internal static class SomeSpecs
{
    private static readonly string[] Names = ["720p", "480p thinned", "sound only", "a", "b-7:x/y@z_+."];

    public static TrafficSpec Traffic(SeededRandom random)
    {
        long unit = 1 + random.Next(2_000), packet = unit + random.Next(60_000), depth = packet + Long(random, 9_000_000_000);
        long rate = 1 + Long(random, 400_000_000_000), peak = rate + Long(random, 400_000_000_000);
        BitRate most = random.Next(4) == 0 ? TrafficSpec.NoPeak : new(peak);
        return new(new(rate), new(depth), most, new(unit), new(packet));
    }

    public static FlowSpec Flow(SeededRandom random) => new()
    {
        Class = Class(random),
        Traffic = Maybe(random) ? Traffic(random) : null,
        MaxRate = Maybe(random) ? new(1 + Long(random, 1_000_000_000_000)) : null,
        Delay = Maybe(random) ? Time(random) : null,
        Jitter = Maybe(random) ? Time(random) : null,
        Loss = Maybe(random) ? new(Long(random, 1_000_000_000)) : null,
        LossBurst = Maybe(random) ? random.Next(1_000_000) : null,
        Buffer = Maybe(random) ? Time(random) : null,
        Memory = Maybe(random) ? new(1 + Long(random, 1_000_000_000_000)) : null,
        Accept = [.. Enumerable.Range(0, random.Next(16)).Select(_ => Name(random))],
        Priority = Maybe(random) ? random.Next(10) : null,
        Booking = Maybe(random) ? Name(random) : null,
        Protection = Protection(random),
        Resend = Maybe(random) ? Share(random) : null,
    };

    public static Contract Contract(SeededRandom random)
    {
        TrafficSpec traffic = Traffic(random);
        ServiceClass service = Class(random);
        return new()
        {
            Generation = random.Next(2) * random.Next(int.MaxValue),
            Class = service,
            Traffic = traffic,
            Reserved = service == ServiceClass.BestEffort ? BitRate.Zero
                : Maybe(random) ? traffic.Rate : traffic.Rate + new BitRate(Long(random, 1_000_000_000)),
            DelayBound = Maybe(random) ? Time(random) : null,
            Buffer = Maybe(random) ? TimeSpan.Zero : Time(random),
            Priority = random.Next(10),
            Protection = Protection(random),
            Resend = Maybe(random) ? Share(random) : null,
        };
    }

    public static ParityLayout Layout(SeededRandom random)
    {
        int columns = 1 + random.Next(64), rows = 2 + random.Next(5);
        return random.Next(3) switch
        {
            0 => ParityLayout.OfColumns(columns, rows),
            1 => ParityLayout.OfRows(columns),
            _ => ParityLayout.OfBoth(columns, rows),
        };
    }

    public static string Name(SeededRandom random) => Names[random.Next(Names.Length)];

    public static TimeSpan Time(SeededRandom random) => new(1 + Long(random, TimeSpan.TicksPerHour));

    private static IReadOnlyList<StreamProtection> Protection(SeededRandom random)
    {
        int step = 1 + random.Next(100_000_000);
        return [.. Enumerable.Range(0, random.Next(17)).Select(i => new StreamProtection(i * step, Layout(random)))];
    }

    private static Ratio Share(SeededRandom random) => new(1 + Long(random, 1_000_000_000));

    public static bool Maybe(SeededRandom random) => random.Next(2) == 0;

    /// <summary>0 … <paramref name="limit"/> − 1, small ones as often as large ones, round ones too.</summary>
    public static long Long(SeededRandom random, long limit)
    {
        long value = (long)(random.NextUInt64() >> (1 + random.Next(62)));
        long round = random.Next(3) switch { 0 => 1_000, 1 => 1_000_000, _ => 1 };
        return value % limit / round * round;
    }

    private static ServiceClass Class(SeededRandom random) => Enum.GetValues<ServiceClass>()[random.Next(3)];
}
