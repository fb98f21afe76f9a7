using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Formats.Rtp;

namespace Streaming.Codecs.Tests.Payloads;

/// <summary>From films to packets and back.</summary>
internal static class Wire
{
    public static List<WirePacket> Send(Track track, IEnumerable<FilmSample> samples, int maxPayload)
    {
        IPacketizer packetizer = PayloadFormats.CreateUnchecked(track, maxPayload);
        List<WirePacket> packets = [];
        foreach (FilmSample sample in samples)
            packets.AddRange(Send(packetizer, sample));
        return packets;
    }

    public static IEnumerable<WirePacket> Send(IPacketizer packetizer, FilmSample film)
    {
        int count = packetizer.Begin(film.Sample, film.Units);
        for (int i = 0; i < count; i++)
        {
            PacketWriter writer = new(new byte[PacketWriter.MaxInline], new PacketPart[PacketWriter.MaxParts]);
            writer.Reserve(RtpHeader.Size);
            bool marker = packetizer.Write(film.Sample, film.Units, ref writer);
            yield return new(Gather(ref writer, film), film.Sample.PresentationUnits + writer.TimeOffset, marker);
        }
    }

    public static IDepacketizer Receiver(Track track)
    {
        Assert.True(PayloadFormats.TryCreateDepacketizer(PayloadFormats.Describe(track, 96), out IDepacketizer? depacketizer));
        return depacketizer;
    }

    /// <summary>Feeds packets; a null stands for any number of lost ones.</summary>
    public static List<Received> Receive(IDepacketizer depacketizer, IEnumerable<WirePacket?> packets)
    {
        List<Received> samples = [];
        bool isGap = false;
        foreach (WirePacket? packet in packets)
        {
            if (packet is null && !isGap)
                depacketizer.Lost();
            isGap = packet is null;
            if (packet is { } wire)
                depacketizer.Accept(wire.Payload, wire.Time, wire.Marker);
            TakeAll(depacketizer, samples);
        }

        depacketizer.End();
        TakeAll(depacketizer, samples);
        return samples;
    }

    public static List<Received> Receive(IDepacketizer depacketizer, IEnumerable<WirePacket> packets) =>
        Receive(depacketizer, packets.Select(packet => (WirePacket?)packet));

    private static void TakeAll(IDepacketizer depacketizer, List<Received> samples)
    {
        while (depacketizer.TryTake(out ReceivedSample sample))
            samples.Add(new(sample.Time, sample.Bytes.ToArray(), sample.IsComplete));
    }

    private static byte[] Gather(ref PacketWriter writer, FilmSample film)
    {
        List<byte> packet = [];
        foreach (PacketPart part in writer.Parts)
        {
            packet.AddRange(part.IsInline
                ? writer.Inline.Slice((int)part.Offset, part.Length)
                : film.Stored.AsSpan((int)(part.Offset - film.Sample.Offset), part.Length));
        }

        Assert.Equal(writer.Length, packet.Count);
        return [.. packet[RtpHeader.Size..]];
    }
}
