using Streaming.Primitives.Chance;
using Streaming.Qos.Envelopes;
using Streaming.Qos.Smoothing;
using Streaming.Testing;

namespace Streaming.Qos.Tests.Smoothing;

public sealed class SmoothingPlanTests
{
    [Fact]
    public void A_large_picture_is_spread_over_the_whole_buffer()
    {
        PacketTrace film = new();
        film.Add(0, new(1_000));
        film.Add(TimeSpan.TicksPerSecond, new(9_000));
        film.Add(2 * TimeSpan.TicksPerSecond, new(2_000));
        SmoothingPlan plan = SmoothingPlan.Of(film, ReceiverBuffer.Of(TimeSpan.FromSeconds(2)))!;

        // Nothing of the large one before its time, all of it two seconds later; what is left has one more second.
        Assert.Equal(
            [Corner(0, 0), Corner(1, 1_000), Corner(3, 10_000), Corner(4, 12_000)],
            plan.Corners);
        Assert.Equal(BitRate.Kbps(36), plan.Peak);
    }

    [Fact]
    public void With_room_for_all_of_it_a_film_goes_at_one_rate()
    {
        PacketTrace film = new();
        for (int i = 0; i < 100; i++)
            film.Add(i * TimeSpan.TicksPerMillisecond, new(1_000));
        SmoothingPlan plan = SmoothingPlan.Of(film, new(TimeSpan.FromMilliseconds(1)))!;
        Assert.Equal(2, plan.Corners.Count);
        Assert.Equal(BitRate.Mbps(8), plan.Peak);
    }

    [Theory]
    [Seeds(150)]
    public void A_plan_keeps_to_what_there_is_and_what_is_needed(ulong seed)
    {
        SmallFilm film = new(seed);
        if (Rates(film) is not { } rates)
            return;
        long sent = 0;
        for (int i = 0; i < rates.Length; i++)
        {
            sent += rates[i];
            Assert.InRange(sent, film.Least(film.Begin + i + 1), film.Most(film.Begin + i + 1));
        }

        Assert.Equal(film.Trace.Total.Bytes, sent);
    }

    [Theory]
    [Seeds(150)]
    public void No_plan_has_a_lower_peak_or_varies_less(ulong seed)
    {
        SmallFilm film = new(seed);
        long[]? rates = Rates(film);
        Assert.Equal(film.Cheapest(Math.Max), rates?.Max());
        Assert.Equal(film.Cheapest((cost, rate) => cost + (rate * rate)), rates?.Sum(rate => rate * rate));
        Assert.Equal(film.Cheapest((cost, rate) => cost + (rate * rate * rate)), rates?.Sum(rate => rate * rate * rate));
    }

    [Theory]
    [Seeds(20)]
    public void A_corner_lies_between_two_bursts(ulong seed)
    {
        PacketTrace film = LongFilm(seed, 2_000);
        SmoothingPlan plan = SmoothingPlan.Of(film, ReceiverBuffer.Of(TimeSpan.FromSeconds(1)))!;
        HashSet<long> borders = [.. Enumerable.Range(0, film.Count + 1).Select(film.BytesBefore)];
        Assert.All(plan.Corners, corner => Assert.Contains(corner.Bytes.Bytes, borders));
        for (int i = 1; i < plan.Corners.Count; i++)
            Assert.True(plan.Corners[i].Ticks > plan.Corners[i - 1].Ticks);
    }

    [Fact]
    public void A_receiver_that_cannot_hold_one_picture_has_no_plan()
    {
        PacketTrace film = new();
        film.Add(0, new(1_000));
        Assert.Null(SmoothingPlan.Of(film, new(TimeSpan.FromSeconds(1), Bytes: new(999))));
        Assert.NotNull(SmoothingPlan.Of(film, new(TimeSpan.FromSeconds(1), Bytes: new(1_000))));
        Assert.Null(SmoothingPlan.Of(new(), ReceiverBuffer.Of(TimeSpan.FromSeconds(1))));
    }

    [Theory]
    [Seeds(10)]
    public void The_work_grows_with_the_film_and_no_faster(ulong seed)
    {
        SeededRandom random = new(seed);
        Gate[] gates = new Gate[200_000];
        long least = 0, most = 100_000;
        for (int i = 1; i < gates.Length - 1; i++)
        {
            (least, most) = (least + random.Next(1_000), most + random.Next(1_000));
            most = Math.Max(least, most);
            gates[i] = new(i, new(least), new(most));
        }

        gates[0] = new(0, ByteCount.Zero, ByteCount.Zero);
        gates[^1] = new(gates.Length, new(most), new(most));
        Assert.InRange(TautString.Draw(gates)!.Steps, gates.Length, 8 * gates.Length);
    }

    [Fact]
    public void Posts_on_two_arcs_are_all_remembered_to_the_end_and_cost_no_more()
    {
        const long count = 100_000, high = count * count;
        Gate[] gates = new Gate[count + 1];
        for (long i = 1; i < count; i++)
            gates[i] = new(i, new(high - ((count - i) * (count - i))), new((3 * high) + (i * i)));
        gates[count] = new(count, new(4 * high), new(4 * high));
        TautString tight = TautString.Draw(gates)!;
        Assert.Equal(2, TautString.Through(gates)!.Count);
        Assert.InRange(tight.Steps, gates.Length, 8 * gates.Length);
    }

    private static PlanCorner Corner(int seconds, long bytes) => new(seconds * TimeSpan.TicksPerSecond, new(bytes));

    private static PacketTrace LongFilm(ulong seed, int pictures)
    {
        SeededRandom random = new(seed);
        PacketTrace film = new();
        for (int i = 0; i < pictures; i++)
            film.Add(i * 400_000L, new(500 + random.Next(i % 50 == 0 ? 200_000 : 20_000)));
        return film;
    }

    /// <summary>The bytes of every tick of the plan; null where there is none.</summary>
    private static long[]? Rates(SmallFilm film)
    {
        if (SmoothingPlan.Of(film.Trace, film.Receiver) is not { } plan)
            return null;
        List<long> rates = [];
        for (int i = 1; i < plan.Corners.Count; i++)
        {
            long ticks = plan.Corners[i].Ticks - plan.Corners[i - 1].Ticks;
            long bytes = (plan.Corners[i].Bytes - plan.Corners[i - 1].Bytes).Bytes;
            Assert.Equal(0, bytes % ticks);
            rates.AddRange(Enumerable.Repeat(bytes / ticks, (int)ticks));
        }

        return [.. rates];
    }
}
