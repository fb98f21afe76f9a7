using Streaming.Emulation.Networks;

namespace Streaming.Lab.Virtual.Courses;

/// <summary>Adds up what all sessions send over each shared link, slot by slot.</summary>
internal static class SlotSums
{
    /// <summary>Slots that are added up at once: 128 kB, which a processor keeps at hand.</summary>
    private const int Stretch = 32_768;

    /// <returns>The first slot that is too full, in a sentence; null: there is none.</returns>
    public static string? Find(Layout layout, IReadOnlyList<Part> parts, TimeSpan duration)
    {
        foreach (LinkPlan link in layout.Plan.Links.Where(link => link.Name == link.Account && link.Profile.Rate is not null))
        {
            (SlotLoads Loads, long First)[] loads =
            [
                .. from part in parts
                   from own in part.Course.Slots
                   where own.Link == link.Name
                   select (own.Loads, part.Shift.Ticks / link.Profile.Slot.Ticks),
            ];
            if (Find(link, loads, duration.Ticks / link.Profile.Slot.Ticks) is { } full)
            {
                double at = TimeSpan.FromTicks(full * link.Profile.Slot.Ticks).TotalSeconds;
                return FormattableString.Invariant($"{link.Name} is full at {at:0.###} s");
            }
        }

        return null;
    }

    private static long? Find(LinkPlan link, (SlotLoads Loads, long First)[] loads, long slots)
    {
        Int128 holds = (Int128)link.Profile.Rate!.Value.BitsPerSecond * link.Profile.Slot.Ticks / (8 * TimeSpan.TicksPerSecond);
        int most = (int)Int128.Min(holds, int.MaxValue);
        int[] sums = new int[Stretch];
        for (long begin = 0; begin <= slots; begin += Stretch)
        {
            Array.Clear(sums);
            foreach ((SlotLoads own, long first) in loads)
                own.AddTo(sums, begin - first);
            int full = sums.AsSpan().IndexOfAnyExceptInRange(0, most);
            if (full >= 0)
                return begin + full;
        }

        return null;
    }
}
