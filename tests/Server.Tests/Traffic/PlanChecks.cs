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
        List<(long Ticks, long Bytes)> departures = [];
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
                departures.Add((at, bytes.Bytes));
                longest = Math.Max(longest, trains.PacketsBefore(train + 1) - trains.PacketsBefore(train));
            }
        }

        Assert.Equal(plan.Depth, TrafficEnvelope.Of(left).Depth(plan.Rate));
        Assert.True(Passes(departures, plan.Rate, plan.Depth));
        Assert.False(Passes(departures, plan.Rate, plan.Depth - new ByteCount(1)));
        Assert.Equal(Held(departures, track, packets, plan.Buffer), plan.Memory);

        // The line itself is never steeper than the rate, so all that is above it is one train and what it was ahead of the line.
        Assert.InRange(plan.Depth.Bytes, traffic.SmallestPacket.Bytes, 2 * longest * traffic.LargestPacket.Bytes);
        long length = plan.Vertices[^1].Ticks - plan.Vertices[0].Ticks;
        Assert.True(plan.Rate >= BitRate.Of(packets.Total, new(length)));
        Assert.InRange(plan.Memory.Bytes, traffic.LargestPacket.Bytes, ((plan.Rate * plan.Buffer) + plan.Depth).Bytes);
    }

    /// <summary>A bucket, full at first, from which every train takes its bytes; in bits times ticks per second, so that nothing
    /// rounds.</summary>
    private static bool Passes(List<(long Ticks, long Bytes)> departures, BitRate rate, ByteCount depth)
    {
        const long bitTicks = 8 * TimeSpan.TicksPerSecond;
        Int128 full = (Int128)depth.Bytes * bitTicks, level = full;
        long before = departures[0].Ticks;
        foreach ((long ticks, long bytes) in departures)
        {
            level = Int128.Min(full, level + ((Int128)rate.BitsPerSecond * (ticks - before))) - ((Int128)bytes * bitTicks);
            if (level < 0)
                return false;
            before = ticks;
        }

        return true;
    }

    /// <summary>The most that a receiver holds which takes out a sample, as a whole, just after one buffer from its time.</summary>
    private static ByteCount Held(List<(long Ticks, long Bytes)> departures, TrackIndex track, PacketSizes packets, TimeSpan buffer)
    {
        IEnumerable<(long Ticks, int Order, long Bytes)> comes = departures.Select(train => (train.Ticks, 0, train.Bytes));
        IEnumerable<(long Ticks, int Order, long Bytes)> goes = Enumerable.Range(0, track.Samples.Length).Select(sample => (
            Math.Max(0, track.DecodeTime(sample).Ticks) + buffer.Ticks, 1, -packets.Bytes(sample, 0, packets.PacketsOf(sample)).Bytes));
        long held = 0, most = 0;
        foreach ((_, _, long bytes) in comes.Concat(goes).Order())
        {
            held += bytes;
            most = Math.Max(most, held);
        }

        Assert.Equal(0, held);
        return new(most);
    }
}
