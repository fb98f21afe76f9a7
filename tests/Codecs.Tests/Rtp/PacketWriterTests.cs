using Streaming.Formats.Rtp;

namespace Streaming.Codecs.Tests.Rtp;

public sealed class PacketWriterTests
{
    [Fact]
    public void Neighbouring_reservations_are_one_part_and_slices_are_named_not_copied()
    {
        PacketWriter packet = new(new byte[PacketWriter.MaxInline], new PacketPart[PacketWriter.MaxParts]);
        packet.Reserve(12).Fill(1);
        packet.Reserve(2).Fill(2);
        packet.Slice(5_000_000_000, 100);
        packet.Slice(7, 0);
        packet.Reserve(3).Fill(3);
        Assert.Equal([new(0, 14, true), new(5_000_000_000, 100, false), new(14, 3, true)], packet.Parts.ToArray());
        Assert.Equal([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 3, 3, 3], packet.Inline.ToArray());
        Assert.Equal(117, packet.Length);
    }
}
