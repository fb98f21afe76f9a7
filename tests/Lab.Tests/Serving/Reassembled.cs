using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Formats.Rtp;

namespace Streaming.Lab.Tests.Serving;

/// <summary>The samples that packets of one stream make, by the depacketizer of its coding.</summary>
internal static class Reassembled
{
    public static List<byte[]> Samples(Track track, IEnumerable<byte[]> packets)
    {
        Assert.True(PayloadFormats.TryCreateDepacketizer(PayloadFormats.Describe(track, 96), out IDepacketizer? depacketizer));
        List<byte[]> samples = [];
        void Take()
        {
            while (depacketizer!.TryTake(out ReceivedSample sample))
            {
                Assert.True(sample.IsComplete);
                samples.Add(sample.Bytes.ToArray());
            }
        }

        int next = -1;
        foreach (byte[] packet in packets)
        {
            Assert.True(RtpHeader.TryParse(packet, out RtpHeader header, out Range payload, out _));
            Assert.True(next < 0 || header.Sequence.Value == (ushort)next, "packets leave in their order");
            next = header.Sequence.Value + 1;
            depacketizer!.Accept(packet.AsSpan(payload), header.Timestamp.Value, header.Marker);
            Take();
        }

        depacketizer!.End();
        Take();
        Assert.Equal(0, depacketizer.Malformed);
        return samples;
    }
}
