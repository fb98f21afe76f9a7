using Streaming.Formats.Media;
using Streaming.Qos.Envelopes;
using Streaming.Qos.Shaping;
using Streaming.Server.Traffic;

namespace Streaming.Server.Tests.Traffic;

/// <summary>What must hold of every plan of every track, tried packet by packet.</summary>
internal static class PlanChecks
{
    public static void Check(TrackIndex track, TrackTraffic traffic)
    {
        Assert.NotEmpty(traffic.Plans);
        PacketSizes packets = new(track, TrafficAnalysis.MaxPacket);
        foreach (SendingPlan plan in traffic.Plans)
        {
            Assert.Equal(0, plan.Vertices[0].Sample);
            Assert.Equal(track.Samples.Length, plan.Vertices[^1].Sample);
            Check(track, traffic, plan, packets);
        }
    }

    private static void Check(TrackIndex track, TrackTraffic traffic, SendingPlan plan, PacketSizes packets)
    {
        PlanSchedule schedule = new(traffic, plan);
        PacketTrace left = new();
        long longest = 0;
        for (int i = 0; i < track.Samples.Length; i++)
        {
            long due = Math.Max(0, track.DecodeTime(i).Ticks);
            TrainPlan trains = schedule.Trains(i, packets.PacketsOf(i), default);
            for (int train = 0; train < trains.Trains; train++)
            {
                long at = trains.Departure(train).Ticks;
                Assert.InRange(at, due, due + plan.Buffer.Ticks);
                ByteCount bytes = packets.Bytes(i, trains.PacketsBefore(train), trains.PacketsBefore(train + 1));
                left.Add(at, bytes);
                longest = Math.Max(longest, trains.PacketsBefore(train + 1) - trains.PacketsBefore(train));
            }
        }

        Assert.Equal(plan.Depth, TrafficEnvelope.Of(left).Depth(plan.Rate));

        // The line itself is never steeper than the rate, so all that is above it is one train and what it was ahead of the line.
        Assert.InRange(plan.Depth.Bytes, traffic.SmallestPacket.Bytes, 2 * longest * traffic.LargestPacket.Bytes);
        long length = plan.Vertices[^1].Ticks - plan.Vertices[0].Ticks;
        Assert.True(plan.Rate >= BitRate.Of(packets.Total, new(length)));
        Assert.InRange(plan.Memory.Bytes, traffic.LargestPacket.Bytes, ((plan.Rate * plan.Buffer) + plan.Depth).Bytes);
    }
}
