using System.Buffers.Binary;
using System.Net;
using Streaming.Emulation.Chance;
using Streaming.Lab.Scenarios;
using Streaming.Primitives.Chance;

namespace Streaming.Lab.Virtual;

/// <summary>Who comes to a run, when, and as whom. The same of a simulated and of a real run.</summary>
/// <remarks>
/// Viewers come at whole tenths of a second. The viewers of a title are cast in few roles: two of one audience and one role have the same
/// seed, so that on an undisturbed way they live through the same, only at other times. Those of a channel all differ: receivers of one
/// group are told apart by numbers that they draw. A run that is cut short has the first of the viewers of the whole one, and these are
/// the same.
/// </remarks>
internal static class Cast
{
    /// <summary>Eight, of each audience: enough that no number drawn by chance decides a run, few enough to be played once each.</summary>
    private const int Roles = 8;

    /// <summary>10.0.0.1: as many viewers as a run can have fit behind it.</summary>
    private const uint FirstAddress = 0x0a00_0001;

    private static readonly TimeSpan Grain = TimeSpan.FromMilliseconds(100);

    /// <param name="until">Whoever would come then or later does not come.</param>
    public static IReadOnlyList<CastMember> Of(Situation situation, ulong seed, TimeSpan until)
    {
        List<(Audience Audience, int Index, TimeSpan At)> arrivals = [];
        foreach (Audience audience in situation.Audiences)
        {
            TimeSpan[] times = [.. ArrivalsOf(audience, seed)];
            for (int i = 0; i < times.Length; i++)
            {
                if (times[i] < until)
                    arrivals.Add((audience, i, times[i]));
            }
        }

        List<CastMember> members = [];
        Dictionary<string, int> places = [];

        // OrderBy keeps the order of equals: that of the audiences.
        foreach ((Audience audience, int index, TimeSpan at) in arrivals.OrderBy(arrival => arrival.At))
        {
            int place = places[audience.Behind] = places.GetValueOrDefault(audience.Behind) + 1;
            members.Add(new(
                members.Count,
                $"{audience.Name}.{index + 1}",
                Drawn(audience, index, seed),
                at,
                place,
                AddressOf(members.Count),
                SeedOf(audience, index, seed)));
        }

        return members;
    }

    /// <summary>Of the viewer of that number.</summary>
    public static IPAddress AddressOf(int number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, FirstAddress + (uint)number);
        return new(bytes);
    }

    /// <summary>The number of the viewer that has it; −1: nobody can have it.</summary>
    public static int NumberOf(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        return address.TryWriteBytes(bytes, out int written) && written == 4
            ? (int)(BinaryPrimitives.ReadUInt32BigEndian(bytes) - FirstAddress)
            : -1;
    }

    private static ulong SeedOf(Audience audience, int index, ulong seed) => audience.Title is null
        ? Seeds.Of(seed, $"viewer {audience.Name}", index)
        : Seeds.Of(seed, $"role {audience.Name}", index % Roles);

    /// <summary>Whole seconds, and one at least: lengths that differ by less are the same.</summary>
    private static Audience Drawn(Audience audience, int index, ulong seed)
    {
        if (!audience.WatchesAbout || audience.Watches is not { } mean)
            return audience;
        TimeSpan drawn = new SeededRandom(Seeds.Of(seed, $"stay {audience.Name}", index)).Exponential(mean);
        return audience with { Watches = TimeSpan.FromSeconds(Math.Max(1, drawn.Ticks / TimeSpan.TicksPerSecond)), WatchesAbout = false };
    }

    private static IEnumerable<TimeSpan> ArrivalsOf(Audience audience, ulong seed)
    {
        SeededRandom random = new(Seeds.Of(seed, $"arrivals {audience.Name}"));
        IEnumerable<TimeSpan> exact = audience.Arrivals switch
        {
            Arrivals.Fixed evenly => Enumerable.Range(0, audience.Count).Select(i => evenly.From + (evenly.Every * i)),
            Arrivals.Poisson chance => Chances(chance, audience.Count, random),
            Arrivals.Crowd crowd => Crowded(crowd, audience.Count, random),
            _ => throw new ArgumentException($"{audience.Arrivals} is no way to come"),
        };
        return exact.Select(Rounded);
    }

    private static IEnumerable<TimeSpan> Chances(Arrivals.Poisson chance, int count, SeededRandom random)
    {
        TimeSpan at = chance.From;
        for (int i = 0; i < count; i++)
        {
            at += random.Exponential(chance.Mean);
            yield return at;
        }
    }

    /// <summary>Their density falls evenly to nothing: half of them come within the first three tenths of the time.</summary>
    private static IEnumerable<TimeSpan> Crowded(Arrivals.Crowd crowd, int count, SeededRandom random) => Enumerable
        .Range(0, count)
        .Select(_ => crowd.From + TimeSpan.FromTicks((long)(crowd.Within.Ticks * (1 - Math.Sqrt(random.NextDouble())))))
        .Order();

    private static TimeSpan Rounded(TimeSpan time) => Grain * ((time.Ticks + (Grain.Ticks / 2)) / Grain.Ticks);
}
