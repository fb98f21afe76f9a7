using Streaming.Formats.Media;

namespace Streaming.Server.Traffic;

/// <summary>How fast a track is sent in the course of a film: the mean rate of each of so many equal parts of its time.</summary>
public static class RateHistory
{
    /// <summary>Of the track by itself: every sample at its decode time, as a whole.</summary>
    /// <param name="length">Of all parts together, from the beginning of the film; longer than zero.</param>
    /// <param name="traffic">Of the track; with plans.</param>
    public static IReadOnlyList<BitRate> OfTrack(TrackIndex track, TrackTraffic traffic, TimeSpan length, int parts)
    {
        int sample = 0;
        return Parts(length, parts, end =>
        {
            while (sample < track.Samples.Length && track.DecodeTime(sample).Ticks < end)
                sample++;
            return traffic.BytesBefore[sample];
        });
    }

    /// <summary>Of a track that is sent by a plan.</summary>
    /// <inheritdoc cref="OfTrack"/>
    public static IReadOnlyList<BitRate> OfPlan(TrackTraffic traffic, SendingPlan plan, TimeSpan length, int parts)
    {
        int at = 0;
        return Parts(length, parts, end =>
        {
            while (at + 2 < plan.Vertices.Count && plan.Vertices[at + 1].Ticks <= end)
                at++;
            (PlanVertex from, PlanVertex to) = (plan.Vertices[at], plan.Vertices[at + 1]);
            (ByteCount before, ByteCount after) = (traffic.BytesBefore[from.Sample], traffic.BytesBefore[to.Sample]);
            long passed = Math.Clamp(end, from.Ticks, to.Ticks) - from.Ticks;
            return before + new ByteCount((long)((Int128)(after - before).Bytes * passed / (to.Ticks - from.Ticks)));
        });
    }

    /// <param name="sentBy">The bytes sent before an instant, asked for in the order of time.</param>
    private static BitRate[] Parts(TimeSpan length, int parts, Func<long, ByteCount> sentBy)
    {
        BitRate[] rates = new BitRate[parts];
        ByteCount sent = ByteCount.Zero;
        long begin = 0;
        for (int i = 0; i < parts; i++)
        {
            long end = (long)((Int128)length.Ticks * (i + 1) / parts);
            ByteCount now = sentBy(end);
            rates[i] = BitRate.Of(now - sent, new(end - begin));
            (sent, begin) = (now, end);
        }

        return rates;
    }
}
