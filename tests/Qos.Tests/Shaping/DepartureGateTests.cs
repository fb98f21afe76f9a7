using Streaming.Primitives.Chance;
using Streaming.Qos.Shaping;
using Streaming.Testing;

namespace Streaming.Qos.Tests.Shaping;

public sealed class DepartureGateTests
{
    private static readonly TrainLimit Three = new(3, TimeSpan.FromMilliseconds(1));

    [Fact]
    public void What_has_left_takes_room_until_the_window_has_passed()
    {
        DepartureGate gate = default;
        gate.Record(2, new(0), Three);

        Assert.Equal(1, gate.Room(new(9_999), Three));
        Assert.Equal(3, gate.Room(new(10_000), Three));
        Assert.Equal(new Instant(5), gate.EarliestFor(1, new(5), Three));
        Assert.Equal(new Instant(10_000), gate.EarliestFor(2, new(5), Three));
    }

    [Fact]
    public void A_train_longer_than_the_limit_waits_until_it_is_alone()
    {
        DepartureGate gate = default;
        gate.Record(1, new(0), Three);

        Assert.Equal(new Instant(10_000), gate.EarliestFor(7, new(1), Three));
    }

    [Theory, Seeds(50)]
    public void No_window_ever_holds_more_than_the_limit_and_nothing_waits_longer_than_a_window(ulong seed)
    {
        SeededRandom random = new(seed);
        DepartureGate gate = default;
        List<long> left = [];
        long now = 1_000;
        for (int i = 0; i < 2_000; i++)
        {
            now += random.Next(random.Next(2) == 0 ? 500 : 8_000);
            int count = 1 + random.Next(3);
            Instant at = gate.EarliestFor(count, new(now), Three);
            Assert.InRange(at.Ticks - now, 0, 10_000);
            Assert.True(gate.Room(at, Three) >= count);
            gate.Record(count, at, Three);
            left.AddRange(Enumerable.Repeat(at.Ticks, count));
            now = at.Ticks;
        }

        for (int i = 3; i < left.Count; i++)
            Assert.True(left[i] - left[i - 3] >= 10_000);
    }
}
