using Streaming.Qos.Envelopes;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Sending;
using Streaming.Testing.Sending;

namespace Streaming.Server.Tests.Sending;

/// <summary>Whether what left kept to a specification in every interval there is.</summary>
internal static class Conformity
{
    public static void Assert(IEnumerable<SentPacket> packets, TrafficSpec traffic)
    {
        DepthMeter mean = new(traffic.Rate), peak = new(traffic.Peak);
        foreach (SentPacket packet in packets)
        {
            ByteCount size = new(Math.Max(DatagramSizes.Of(packet.Bytes.Length).Bytes, traffic.MinUnit.Bytes));
            mean.Add(packet.At.Ticks, size);
            peak.Add(packet.At.Ticks, size);
        }

        Xunit.Assert.True(mean.Depth <= traffic.Depth, $"{mean.Depth} of {traffic.Depth}");
        if (traffic.Peak < TrafficSpec.MostRate)
            Xunit.Assert.True(peak.Depth <= traffic.MaxPacket, $"{peak.Depth} of {traffic.MaxPacket}");
    }
}
