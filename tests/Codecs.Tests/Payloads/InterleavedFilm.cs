using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Formats.Payloads.Aac;
using Streaming.Formats.Rtp;
using Streaming.Primitives.Chance;

namespace Streaming.Codecs.Tests.Payloads;

/// <summary>A track of AAC with its bytes, in groups, and its packets.</summary>
internal sealed class InterleavedFilm
{
    public const int Duration = 1_024;

    private InterleavedFilm(TrackIndex plain, InterleavingPattern pattern, byte[] bytes)
    {
        (Plain, Bytes) = (plain, bytes);
        Groups = AccessUnitGroups.Of(plain, pattern)!;
    }

    public TrackIndex Plain { get; }

    public TrackIndex Groups { get; }

    public byte[] Bytes { get; }

    /// <param name="sizes">Of the access units.</param>
    /// <param name="times">Of their presentation; null: from zero on, even.</param>
    public static InterleavedFilm Make(InterleavingPattern pattern, IReadOnlyList<int> sizes, IReadOnlyList<long>? times = null)
    {
        byte[] bytes = new byte[sizes.Sum()];
        new SeededRandom(5).Fill(bytes);
        long offset = 0;
        MediaSample[] samples = new MediaSample[sizes.Count];
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = new(offset, times?[i] ?? i * Duration, 0, sizes[i], Duration, 0, 0, SampleFlags.Key);
            offset += sizes[i];
        }

        return new(new(Film.TrackOf(Codec.Aac), samples, []), pattern, bytes);
    }

    public static InterleavedFilm Even(InterleavingPattern pattern, int units, int size = 30) =>
        Make(pattern, [.. Enumerable.Repeat(size, units)]);

    public byte[] Unit(int number) =>
        Bytes.AsSpan((int)Plain.Samples[number].Offset, Plain.Samples[number].Size).ToArray();

    public IDepacketizer Receiver() => Wire.Receiver(Groups.Track);

    public List<WirePacket> Send(int maxPayload)
    {
        IPacketizer packetizer = PayloadFormats.CreateUnchecked(Groups.Track, maxPayload);
        List<WirePacket> packets = [];
        foreach (MediaSample group in Groups.Samples)
            packets.AddRange(Send(packetizer, group));
        return packets;
    }

    public List<WirePacket> Send(IPacketizer packetizer, MediaSample group)
    {
        MediaUnit[] units = Groups.UnitsOf(group).ToArray();
        List<WirePacket> packets = [];
        for (int left = packetizer.Begin(group, units); left > 0; left--)
        {
            PacketWriter writer = new(new byte[PacketWriter.MaxInline], new PacketPart[PacketWriter.MaxParts]);
            writer.Reserve(RtpHeader.Size);
            bool marker = packetizer.Write(group, units, ref writer);
            List<byte> packet = [];
            foreach (PacketPart part in writer.Parts)
                packet.AddRange((part.IsInline ? writer.Inline : Bytes.AsSpan()).Slice((int)part.Offset, part.Length));
            packets.Add(new([.. packet[RtpHeader.Size..]], group.PresentationUnits + writer.TimeOffset, marker));
        }

        return packets;
    }
}
