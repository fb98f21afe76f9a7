namespace Streaming.Ffmpeg.Importing;

/// <summary>Puts the packets of one track on the title's timeline.</summary>
/// <remarks>
/// The stored times are kept, never counted: containers cut, gap and drift. What is missing is filled in: presentation from decoding,
/// durations from the next sample shown, decode times, where they are missing or contradict the order, from the presentation times alone.
/// </remarks>
internal static class SampleClock
{
    /// <summary>The earliest presentation of what is shown at all; null for a track that shows nothing.</summary>
    public static ExactTime? FirstShown(PacketTable table)
    {
        ExactTime? first = null;
        foreach (PacketRow row in table.Rows)
        {
            long ticks = row.PresentationTicks != PacketRow.NoTime ? row.PresentationTicks : row.DecodeTicks;
            if (ticks == PacketRow.NoTime || row.Flags.HasFlag(PacketFlags.Discard))
                continue;
            ExactTime shown = ExactTime.Of(ticks, table.Scale);
            if (first is not { } earlier || shown.CompareTo(earlier) < 0)
                first = shown;
        }

        return first;
    }

    public static SampleTiming[] Place(PacketTable table, ExactTime zero, ClockRate clock)
    {
        long[] shown = Presentation(table);
        long[] decoded = Decoding(table, shown);
        long[] durations = Durations(table, shown);
        SampleTiming[] timings = new SampleTiming[shown.Length];
        for (int i = 0; i < shown.Length; i++)
        {
            long presentation = ExactTime.Of(shown[i], table.Scale).UnitsSince(zero, clock);
            long end = ExactTime.Of(shown[i] + durations[i], table.Scale).UnitsSince(zero, clock);
            long decode = ExactTime.Of(decoded[i], table.Scale).UnitsSince(zero, clock);
            timings[i] = new SampleTiming(decode, presentation, (int)Math.Clamp(end - presentation, 0, int.MaxValue));
        }

        return timings;
    }

    private static long[] Presentation(PacketTable table)
    {
        long[] shown = new long[table.Rows.Count];
        long next = 0;
        for (int i = 0; i < shown.Length; i++)
        {
            PacketRow row = table.Rows[i];
            shown[i] = row.PresentationTicks != PacketRow.NoTime ? row.PresentationTicks
                : row.DecodeTicks != PacketRow.NoTime ? row.DecodeTicks : next;
            next = shown[i] + Math.Max(0, row.DurationTicks);
        }

        return shown;
    }

    private static long[] Decoding(PacketTable table, long[] shown)
    {
        long[] decoded = new long[shown.Length];
        bool trusted = true;
        for (int i = 0; i < shown.Length && trusted; i++)
        {
            decoded[i] = table.Rows[i].DecodeTicks;
            trusted = decoded[i] != PacketRow.NoTime && decoded[i] <= shown[i] && (i == 0 || decoded[i] >= decoded[i - 1]);
        }

        if (trusted)
            return decoded;

        // Decoding in step with showing, as much earlier as the deepest reordering asks for: what a muxer would have written.
        shown.CopyTo(decoded, 0);
        Array.Sort(decoded);
        long delay = 0;
        for (int i = 0; i < shown.Length; i++)
            delay = Math.Max(delay, decoded[i] - shown[i]);
        for (int i = 0; i < shown.Length; i++)
            decoded[i] -= delay;
        return decoded;
    }

    private static long[] Durations(PacketTable table, long[] shown)
    {
        long[] durations = [.. table.Rows.Select(row => row.DurationTicks)];
        if (!durations.Any(duration => duration <= 0))
            return durations;
        long[] order = (long[])shown.Clone();
        Array.Sort(order);
        long usual = order.Length > 1 ? (order[^1] - order[0]) / (order.Length - 1) : 1;
        for (int i = 0; i < durations.Length; i++)
        {
            if (durations[i] > 0)
                continue;
            int next = Array.BinarySearch(order, shown[i]);
            while (next < order.Length && order[next] == shown[i])
                next++;
            durations[i] = next < order.Length ? order[next] - shown[i] : usual;
        }

        return durations;
    }
}
