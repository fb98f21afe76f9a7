using Streaming.Primitives.Chance;
using Streaming.Qos.Smoothing;
using Streaming.Testing;

namespace Streaming.Qos.Tests.Smoothing;

public sealed class TautStringTests
{
    [Theory]
    [Seeds(200)]
    public void It_passes_every_gate_and_bends_only_where_it_must(ulong seed)
    {
        SeededRandom random = new(seed);
        Gate[] gates = Gates(random, 2 + random.Next(seed % 10 == 0 ? 5_000 : 40));
        IReadOnlyList<PlanCorner> corners = TautString.Through(gates)!;

        Assert.Equal(new(gates[0].Ticks, gates[0].Most), corners[0]);
        Assert.Equal(new(gates[^1].Ticks, gates[^1].Most), corners[^1]);
        int stretch = 1;
        foreach (Gate gate in gates)
        {
            while (corners[stretch].Ticks < gate.Ticks)
                stretch++;
            (PlanCorner from, PlanCorner to) = (corners[stretch - 1], corners[stretch]);
            Int128 time = to.Ticks - from.Ticks;
            Int128 sent = (from.Bytes.Bytes * time) + ((Int128)(to.Bytes - from.Bytes).Bytes * (gate.Ticks - from.Ticks));
            Assert.True(sent >= gate.Least.Bytes * time && sent <= gate.Most.Bytes * time);
        }

        // That no other line varies less is just this: it becomes faster only where it could not have sent more by then, and slower only
        // where it could not have sent less. Any other bend could be pulled straight.
        Dictionary<long, Gate> at = gates.ToDictionary(gate => gate.Ticks);
        for (int i = 1; i < corners.Count - 1; i++)
        {
            int bend = Slope(corners[i], corners[i + 1], corners[i - 1], corners[i]);
            Assert.NotEqual(0, bend);
            Assert.Equal(bend > 0 ? at[corners[i].Ticks].Most : at[corners[i].Ticks].Least, corners[i].Bytes);
        }
    }

    [Fact]
    public void Gates_that_leave_no_choice_are_passed_one_by_one()
    {
        long[] bytes = [0, 10, 15, 40, 40, 41];
        Gate[] gates = [.. bytes.Select((sent, at) => new Gate(at, new(sent), new(sent)))];
        Assert.Equal(bytes.Select((sent, at) => new PlanCorner(at, new(sent))), TautString.Through(gates));
    }

    [Fact]
    public void On_one_line_there_are_two_corners_however_many_gates()
    {
        Gate[] gates = [.. Enumerable.Range(0, 100).Select(at => new Gate(at, new(7 * at), new(7 * at)))];
        Assert.Equal([new(0, ByteCount.Zero), new PlanCorner(99, new(693))], TautString.Through(gates));
    }

    [Fact]
    public void A_gate_that_asks_for_more_than_it_allows_cannot_be_passed()
    {
        Gate[] gates = [new(0, new(0), new(0)), new(1, new(5), new(4)), new(2, new(9), new(9))];
        Assert.Null(TautString.Through(gates));
    }

    [Fact]
    public void A_day_at_ten_gigabits_a_second_does_not_overflow()
    {
        long end = TimeSpan.TicksPerDay, all = 10_000_000_000 / 8 * 86_400;
        Gate[] gates = [new(0, new(0), new(0)), new(1, new(0), new(all)), new(end - 1, new(1), new(all)), new(end, new(all), new(all))];
        Assert.Equal([new(0, ByteCount.Zero), new PlanCorner(end, new(all))], TautString.Through(gates));
    }

    private static Gate[] Gates(SeededRandom random, int count)
    {
        Gate[] gates = new Gate[count];
        long ticks = random.Next(5), least = 0, most = 0;
        for (int i = 0; i < count; i++)
        {
            most += random.Next(random.Next(5) == 0 ? 300 : 30);
            least = Math.Min(most, least + random.Next(random.Next(5) == 0 ? 300 : 30));
            gates[i] = new(ticks, new(least), new(most));
            ticks += 1 + random.Next(9);
        }

        gates[0] = gates[0] with { Least = ByteCount.Zero, Most = ByteCount.Zero };
        gates[^1] = gates[^1] with { Least = gates[^1].Most };
        return gates;
    }

    /// <summary>The sign of the difference of the rates of two stretches.</summary>
    private static int Slope(PlanCorner from, PlanCorner to, PlanCorner otherFrom, PlanCorner otherTo) =>
        ((Int128)(to.Bytes - from.Bytes).Bytes * (otherTo.Ticks - otherFrom.Ticks))
            .CompareTo((Int128)(otherTo.Bytes - otherFrom.Bytes).Bytes * (to.Ticks - from.Ticks));
}
