using Streaming.Primitives.Chance;
using Streaming.Server.Sending;
using Streaming.Testing;

namespace Streaming.Server.Tests.Sending;

public sealed class TimingWheelTests
{
    private const long Slot = 1L << TimingWheel<string>.SlotShift;

    [Fact]
    public void An_entry_comes_out_at_the_first_boundary_behind_its_deadline_and_never_before()
    {
        TimingWheel<string> wheel = new(new(0));
        WheelEntry<string> entry = new("a");
        wheel.Set(entry, new((10 * Slot) + 1));

        Assert.Equal(new Instant(11 * Slot), wheel.Next);
        Assert.False(wheel.TryTake(new((11 * Slot) - 1), out _));
        Assert.True(wheel.TryTake(new(11 * Slot), out WheelEntry<string>? taken));
        Assert.Same(entry, taken);
        Assert.False(entry.IsSet);
        Assert.Equal(Instant.Never, wheel.Next);
    }

    [Fact]
    public void A_deadline_set_again_replaces_the_one_before()
    {
        TimingWheel<string> wheel = new(new(0));
        WheelEntry<string> entry = new("a");
        wheel.Set(entry, new(10 * Slot));
        wheel.Set(entry, new(5_000_000 * Slot));
        wheel.Set(entry, new(20 * Slot));

        Assert.Equal(1, wheel.Count);
        Assert.False(wheel.TryTake(new(19 * Slot), out _));
        Assert.True(wheel.TryTake(new(20 * Slot), out _));
        wheel.Set(entry, Instant.Never);
        Assert.Equal(0, wheel.Count);
    }

    [Theory, Seeds(30)]
    public void Whatever_is_set_moved_and_removed_comes_out_on_its_boundary(ulong seed)
    {
        SeededRandom random = new(seed);
        long now = random.Next(1_000_000) * Slot;
        TimingWheel<string> wheel = new(new(now));
        WheelEntry<string>[] entries = [.. Enumerable.Range(0, 50).Select(i => new WheelEntry<string>($"{i}"))];
        Dictionary<WheelEntry<string>, long> due = [];
        for (int step = 0; step < 3_000; step++)
        {
            WheelEntry<string> entry = entries[random.Next(entries.Length)];
            long reach = random.Next(4) switch { 0 => 100, 1 => 1_024 * Slot, 2 => 50_000 * Slot, _ => 3_000_000 * Slot };
            if (random.Next(5) == 0)
            {
                wheel.Remove(entry);
                due.Remove(entry);
            }
            else
            {
                due[entry] = now - 50 + (long)(random.NextDouble() * reach);
                wheel.Set(entry, new(due[entry]));
            }

            Assert.Equal(due.Count, wheel.Count);
            now += (long)(random.NextDouble() * (random.Next(20) == 0 ? 100_000 * Slot : 3 * Slot));
            while (wheel.TryTake(new(now), out WheelEntry<string>? taken))
            {
                Assert.True(due.Remove(taken!, out long deadline));
                Assert.True(deadline <= now);
            }

            // Whatever is left has its boundary still ahead, and the wheel does not sleep past it.
            foreach (long deadline in due.Values)
            {
                long boundary = (deadline + Slot - 1) / Slot * Slot;
                Assert.True(boundary > now);
                Assert.True(wheel.Next.Ticks <= boundary);
            }
        }
    }
}
