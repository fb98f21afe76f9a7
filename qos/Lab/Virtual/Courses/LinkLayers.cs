using Streaming.Lab.Scenarios;

namespace Streaming.Lab.Virtual.Courses;

/// <summary>What passed a link, of all sessions together.</summary>
internal static class LinkLayers
{
    /// <param name="count">Steps of the run.</param>
    public static LinkSums Of(LinkTerms terms, IReadOnlyList<Part> parts, TimeSpan step, int count)
    {
        long packets = 0, bytes = 0;
        long[] offered = new long[count], used = new long[count];
        TimeSpan[] longest = new TimeSpan[count];
        int perStep = (int)(step.Ticks / Course.Bin.Ticks);
        foreach (Part part in parts)
        {
            int link = NumberOf(terms, part.Course.Layout);
            if (link < 0)
                continue;
            LinkSums own = part.Course.Links[link];
            int first = (int)(part.Shift.Ticks / Course.Bin.Ticks);
            packets += part.Seen.Links[link].Packets;
            bytes += part.Seen.Links[link].Bytes;
            Add(own.Offered, offered, first, perStep);
            Add(own.Used, used, first, perStep);
            for (int bin = 0; bin < own.LongestWait.Count && (bin + first) / perStep < count; bin++)
            {
                ref TimeSpan most = ref longest[(bin + first) / perStep];
                most = own.LongestWait[bin] > most ? own.LongestWait[bin] : most;
            }
        }

        return new(packets, bytes, new(StringComparer.Ordinal), offered, used, longest);
    }

    private static int NumberOf(LinkTerms terms, Layout layout)
    {
        for (int link = 0; link < layout.Plan.Links.Count; link++)
        {
            if (layout.TermsOf(link) == terms)
                return link;
        }

        return -1;
    }

    private static void Add(IReadOnlyList<long> own, long[] sums, int first, int perStep)
    {
        for (int bin = 0; bin < own.Count && (bin + first) / perStep < sums.Length; bin++)
            sums[(bin + first) / perStep] += own[bin];
    }
}
