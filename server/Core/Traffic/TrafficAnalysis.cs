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

    /// <summary>Corners of an envelope that are kept; a film of two hours has some fifty. Leaving one out makes the curve no lower.</summary>
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
        TrackTraffic traffic = new()
        {
            Envelope = Envelope(bursts, MeanRate(index, times, packets.Total)),
            Plans = [],
            BytesBefore = isSteady ? packets.BytesBefore : [],
            PeakRate = PeakRate(index, times, packets),
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

    private static List<EnvelopePoint> Envelope(PacketTrace bursts, BitRate mean)
    {
        IReadOnlyList<EnvelopeCorner> corners = TrafficEnvelope.Of(bursts).Corners(mean);
        int step = ((corners.Count - 2) / (MostCorners - 1)) + 1;
        return
        [
            .. corners.Where((_, number) => number % step == 0 || number == corners.Count - 1)
                .Select(corner => new EnvelopePoint(corner.Rate, corner.Depth)),
        ];
    }

    private static BitRate MeanRate(TrackIndex index, long[] times, ByteCount total) =>
        times.Length == 0 ? BitRate.Zero : RateUp.Of(total, new(Until(index, times, times.Length - 1) - times[0]));

    private static BitRate PeakRate(TrackIndex index, long[] times, PacketSizes packets)
    {
        BitRate peak = BitRate.Zero;
        for (int first = 0, next; first < times.Length; first = next)
        {
            // Samples of one instant share its time.
            next = first + 1;
            while (next < times.Length && times[next] == times[first])
                next++;
            TimeSpan time = new(Math.Min(Until(index, times, next - 1) - times[first], LongestSpread.Ticks));
            BitRate rate = RateUp.Of(packets.BytesBefore[next] - packets.BytesBefore[first], time);
            peak = rate > peak ? rate : peak;
        }

        return peak;
    }

    /// <summary>When the next sample is due; for the last one, when it is over.</summary>
    private static long Until(TrackIndex index, long[] times, int sample)
    {
        if (sample + 1 < times.Length)
            return times[sample + 1];
        TimeSpan length = index.Track.Clock.ToLength(index.Samples[sample].Duration);
        return times[sample] + (length > TimeSpan.Zero ? length : LongestSpread).Ticks;
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
