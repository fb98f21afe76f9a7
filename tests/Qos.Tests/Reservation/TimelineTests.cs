using Streaming.Primitives.Chance;
using Streaming.Qos.Reservation;
using Streaming.Testing;

namespace Streaming.Qos.Tests.Reservation;

public sealed class TimelineTests
{
    [Theory, Seeds(100)]
    public void Peaks_and_times_above_a_limit_are_those_of_a_naive_count_over_every_tick(ulong seed)
    {
        const int span = 200;
        SeededRandom random = new(seed);
        Timeline timeline = new();
        List<(Instant From, Instant To, Level Amount)> standing = [];
        long now = 0;
        for (int i = 0; i < 600; i++)
        {
            if (random.Next(4) == 0)
                timeline.Advance(new(now += random.Next(3)));
            if (standing.Count > 0 && random.Next(5) < 2)
            {
                int which = random.Next(standing.Count);
                (Instant from, Instant to, Level amount) = standing[which];
                timeline.Add(from, to, default(Level) - amount, new(now));
                standing.RemoveAt(which);
            }
            else
            {
                Instant from = new(now + random.Next(60));
                Instant to = random.Next(8) == 0 ? Instant.Never : from + new TimeSpan(1 + random.Next(60));
                Level amount = new(random.Next(9), random.Next(9));
                timeline.Add(from, to, amount, new(now));
                standing.Add((from, to, amount));
            }

            standing.RemoveAll(each => each.To.Ticks <= now);
            Level[] naive = [.. Enumerable.Range(0, span).Select(tick => standing
                .Where(each => each.From.Ticks <= now + tick && each.To.Ticks > now + tick)
                .Aggregate(default(Level), (sum, each) => sum + each.Amount))];
            int first = random.Next(span - 1), last = first + 1 + random.Next(span - first - 1);
            Assert.Equal(naive[first..last].Aggregate(Level.Max), timeline.Peak(new(now + first), new(now + last)));

            Level limit = new(random.Next(60), random.Next(60));
            List<(Instant From, Instant To)> above = [];
            timeline.CollectAbove(limit, new(now), above);
            Assert.Equal(
                naive.Select(level => level.Exceeds(limit)),
                Enumerable.Range(0, span).Select(tick => above.Any(each => each.From.Ticks <= now + tick && each.To.Ticks > now + tick)));
        }
    }

    [Fact]
    public void What_has_passed_and_what_was_taken_back_leaves_nothing()
    {
        Timeline timeline = new();
        timeline.Add(new(5), new(10), new(3, 4), new(0));
        timeline.Add(new(5), Instant.Never, new(1, 1), new(0));
        timeline.Add(new(5), Instant.Never, new(-1, -1), new(0));
        timeline.Add(new(2), new(1), new(9, 9), new(0));
        Assert.Equal(new Level(3, 4), timeline.Peak(new(0), Instant.Never));

        timeline.Advance(new(10));
        timeline.Add(new(1), new(10), new(7, 7), new(10));
        Assert.Equal(default, timeline.Peak(new(10), Instant.Never));
    }
}
