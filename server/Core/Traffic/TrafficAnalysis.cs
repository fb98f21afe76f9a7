using Streaming.Formats.Media;
using Streaming.Qos.Envelopes;
using Streaming.Qos.Shaping;
using Streaming.Qos.Smoothing;

namespace Streaming.Server.Traffic;

/// <summary>Computes what a track asks of a network from the very packets that will be sent of it.</summary>
public static class TrafficAnalysis
{
    /// <summary>The largest RTP packet that is counted with, in bytes: what a server sends unless it is told otherwise.</summary>
    public const int MaxPacket = 1_400;

    /// <summary>The receivers that plans are made for: one that says nothing, and those that have more time than it.</summary>
    public static readonly IReadOnlyList<TimeSpan> Buffers =
        [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10)];

    /// <summary>Corners of an envelope that are kept; a film of two hours has some fifty.</summary>
    private const int MostCorners = 1_024;

    /// <summary>What takes longer than this is sent within it all the same: a slide is shown for minutes, but wanted at its cue.</summary>
    private static readonly TimeSpan LongestSpread = TimeSpan.FromMilliseconds(250);

    public static TrackTraffic Of(TrackIndex index) => Of(index, MaxPacket);

    /// <param name="maxPacket">Largest RTP packet, header included, in bytes.</param>
    public static TrackTraffic Of(TrackIndex index, int maxPacket)
    {
        PacketSizes packets = new(index, maxPacket);
        long[] times = Times(index);
        PacketTrace bursts = new();
        for (int i = 0; i < times.Length; i++)
            bursts.Add(times[i], packets.BytesBefore[i + 1] - packets.BytesBefore[i]);
        bool isSteady = index.Track.Kind is TrackKind.Video or TrackKind.Audio && packets.Total > ByteCount.Zero;
        BitRate mean = MeanRate(index, times, packets.Total), peak = PeakRate(index, packets);
        peak = peak > mean ? peak : mean;
        TrackTraffic traffic = new()
        {
            Envelope = Envelope(TrafficEnvelope.Of(bursts), mean, peak),
            Plans = [],
            BytesBefore = isSteady ? packets.BytesBefore : [],
            PeakRate = peak,
            SmallestPacket = packets.Smallest,
            LargestPacket = packets.Largest,
        };
        return isSteady ? traffic with { Plans = [.. Buffers.Select(buffer => Plan(traffic, packets, times, bursts, buffer))] } : traffic;
    }

    /// <summary>When each sample can leave first: at its decode time, and what is decoded before the film begins, when it begins.</summary>
    private static long[] Times(TrackIndex index)
    {
        long[] times = new long[index.Samples.Length];
        for (int i = 0; i < times.Length; i++)
            times[i] = Math.Max(0, index.DecodeTime(i).Ticks);
        return times;
    }

    /// <summary>From the mean rate to the peak: below it no bucket is deep enough for long, above it none is needed.</summary>
    private static IReadOnlyList<EnvelopePoint> Envelope(TrafficEnvelope envelope, BitRate mean, BitRate peak)
    {
        List<EnvelopeCorner> corners = [.. envelope.Corners(mean).TakeWhile(corner => corner.Rate <= peak)];
        if (corners[^1].Depth > envelope.LargestBurst && corners[^1].Rate < peak)
            corners.Add(new(peak, envelope.Depth(peak)));
        return EnvelopeThinning.To(MostCorners, [.. corners.Select(corner => new EnvelopePoint(corner.Rate, corner.Depth))]);
    }

    private static BitRate MeanRate(TrackIndex index, long[] times, ByteCount total) =>
        times.Length == 0 ? BitRate.Zero : RateUp.Of(total, new(times[^1] + Lasts(index, times.Length - 1).Ticks - times[0]));

    private static BitRate PeakRate(TrackIndex index, PacketSizes packets)
    {
        BitRate peak = BitRate.Zero;
        for (int first = 0, next; first < index.Samples.Length; first = next)
        {
            // Samples of one instant share its time.
            next = first + 1;
            while (next < index.Samples.Length && index.Samples[next].DecodeUnits == index.Samples[first].DecodeUnits)
                next++;
            BitRate rate = RateUp.Of(packets.BytesBefore[next] - packets.BytesBefore[first], Lasts(index, next - 1));
            peak = rate > peak ? rate : peak;
        }

        return peak;
    }

    /// <summary>How long there is for sending a sample: until the next one is decoded, or as long as it lasts by its own word.</summary>
    private static TimeSpan Lasts(TrackIndex index, int sample)
    {
        TimeSpan time = index.Track.Clock.ToLength(index.Samples[sample].Duration);
        if (sample + 1 < index.Samples.Length && index.DecodeTime(sample + 1) - index.DecodeTime(sample) is var gap && gap > time)
            time = gap;
        return time > TimeSpan.Zero && time < LongestSpread ? time : LongestSpread;
    }

    private static SendingPlan Plan(TrackTraffic traffic, PacketSizes packets, long[] times, PacketTrace bursts, TimeSpan buffer)
    {
        SmoothingPlan smooth = SmoothingPlan.Of(bursts, ReceiverBuffer.Of(buffer))!;
        SendingPlan plan = new()
        {
            Buffer = buffer,
            Rate = smooth.Peak,
            Depth = ByteCount.Zero,
            Memory = ByteCount.Zero,
            Vertices = Vertices(smooth, packets.BytesBefore),
        };
        return Measure(traffic, plan, packets, times);
    }

    /// <summary>Every corner lies between two samples: both curves of the plan are stairs, and a step is a sample or several.</summary>
    private static PlanVertex[] Vertices(SmoothingPlan plan, ByteCount[] bytesBefore)
    {
        PlanVertex[] vertices = new PlanVertex[plan.Corners.Count];
        for (int i = 0, sample = 0; i < vertices.Length; i++)
        {
            while (bytesBefore[sample] < plan.Corners[i].Bytes)
                sample++;
            Invariant.That(bytesBefore[sample] == plan.Corners[i].Bytes);
            vertices[i] = new(plan.Corners[i].Ticks, i == vertices.Length - 1 ? bytesBefore.Length - 1 : sample);
        }

        return vertices;
    }

    /// <summary>Lets all packets leave as the plan says, and looks how deep a bucket and how large a receiver they need.</summary>
    private static SendingPlan Measure(TrackTraffic traffic, SendingPlan plan, PacketSizes packets, long[] times)
    {
        PlanSchedule schedule = new(traffic, plan);
        DepthMeter meter = new(plan.Rate);
        ByteCount memory = ByteCount.Zero;
        int shown = 0;
        for (int sample = 0; sample < times.Length; sample++)
        {
            int count = packets.PacketsOf(sample);
            if (count == 0)
                continue;
            TrainPlan trains = schedule.Trains(sample, count, default);
            long end = schedule.End(sample).Ticks;
            ByteCount sent = traffic.BytesBefore[sample];
            for (int train = 0; train < trains.Trains; train++)
            {
                long now = Math.Min(trains.Departure(train).Ticks, end);
                ByteCount bytes = packets.Bytes(sample, trains.PacketsBefore(train), trains.PacketsBefore(train + 1));
                meter.Add(now, bytes);
                sent += bytes;
                while (times[shown] + plan.Buffer.Ticks < now)
                    shown++;
                ByteCount held = sent - traffic.BytesBefore[shown];
                memory = held > memory ? held : memory;
            }
        }

        return plan with { Depth = meter.Depth, Memory = memory };
    }
}
