using Streaming.Formats.Fec;
using Streaming.Formats.Rtp;
using Streaming.Testing;

namespace Streaming.Codecs.Tests.Fec;

/// <summary>The layout of RFC 8627 §4.2.2.2, byte by byte, in both directions.</summary>
public sealed class FlexFecPacketTests
{
    // RTP: V=2, CC=1, type 127, number, stamp, SSRC, CSRC. Repair: F=1 and P X CC, M and type, length, stamp, SN base, L, D. Payload.
    [Theory]
    [InlineData("817ffffe 00015f90 0fec0001 5eed0001 | 5fe0 0003 80000001 fffd 0a 05 | 0102ff", ParityKind.Column, 10, 5, 65_533)]
    [InlineData("817f0000 00000000 0fec0001 5eed0001 | 4060 0001 00000000 0000 0a 00 | 80", ParityKind.Row, 1, 10, 0)]
    [InlineData("817f0001 00000000 0fec0001 5eed0001 | 7060 0000 ffffffff 0001 ff 01 | ", ParityKind.RowBeforeColumns, 1, 255, 1)]
    [InlineData("817f0001 00000000 0fec0001 5eed0001 | 4000 0001 00000000 0001 01 00 | aa", ParityKind.Row, 1, 1, 1)]
    [InlineData("817f0001 00000000 0fec0001 5eed0001 | 4000 0001 00000000 0001 01 02 | aa", ParityKind.Column, 1, 2, 1)]
    public void A_packet_is_read_and_written_to_the_bit(string wire, ParityKind kind, int stride, int count, int first)
    {
        byte[] packet = Hex.Bytes(wire);
        Assert.True(FlexFecPacket.TryParse(packet, out RepairPacket repair, out ParseError error), error.ToString());
        Assert.Equal((kind, stride, count), (repair.Kind, repair.Stride, repair.Count));
        Assert.Equal(first, repair.Base.Value);
        Assert.Equal(0x5eed_0001u, repair.Source.Value);
        byte[] written = new byte[packet.Length];
        Assert.True(RtpHeader.TryParse(packet, out RtpHeader header, out _, out _));
        Assert.Equal(packet.Length, FlexFecPacket.Write(written, repair, header.PayloadType, header.Sequence, header.Ssrc));
        Assert.Equal(Hex.Text(packet), Hex.Text(written));
    }

    [Fact]
    public void The_fields_are_those_of_a_packet()
    {
        byte[] packet = Hex.Bytes("b2e0 0007 01020304 11223344 aaaaaaaa bbbbbbbb bede0000 01 000003");
        RecoveryFields fields = RecoveryFields.Of(packet);
        Assert.Equal("32e0001001020304", $"{fields.Bits:x16}");
        Assert.Equal((96, 16, 0x01020304u), (fields.PayloadType, fields.Length, fields.Timestamp.Value));
        byte[] restored = new byte[RtpHeader.Size];
        fields.Restore(restored, new(7), new(0x11223344));
        Assert.Equal(packet[..RtpHeader.Size], restored);
    }

    [Theory]
    [InlineData("817f0001 00000000 0fec0001 5eed0001 4000 0001 00000000 0001 01", "Truncated repair header at offset 27")]
    [InlineData("807f0001 00000000 0fec0001 4000 0001 00000000 0001 0a 05 aa", "Unsupported one protected source at offset 0")]
    [InlineData("827f0001 00000000 0fec0001 5eed0001 5eed0002 4000 0001 00000000 0001 0a05 0002 0a05 aa",
        "Unsupported one protected source at offset 0")]
    [InlineData("817f0001 00000000 0fec0001 5eed0001 0000 0001 00000000 0001 8001 aa", "Unsupported fixed layout at offset 16")]
    [InlineData("817f0001 00000000 0fec0001 5eed0001 8000 0001 00000000 0001 0a05 aa", "Unsupported fixed layout at offset 16")]
    [InlineData("817f0001 00000000 0fec0001 5eed0001 4000 0001 00000000 0001 0005 aa", "Invalid columns at offset 26")]
    [InlineData("417f0001 00000000 0fec0001 5eed0001 4000 0001 00000000 0001 0a05 aa", "Unsupported version at offset 0")]
    public void What_is_no_such_packet_is_named(string wire, string expected)
    {
        Assert.False(FlexFecPacket.TryParse(Hex.Bytes(wire), out _, out ParseError error));
        Assert.Equal(expected, error.ToString());
    }

    [Fact]
    public void A_packet_that_is_cut_short_anywhere_in_its_headers_is_refused()
    {
        byte[] packet = Hex.Bytes("817ffffe 00015f90 0fec0001 5eed0001 5fe0 0003 80000001 fffd 0a 05");
        for (int length = 0; length < FlexFecPacket.HeaderSize; length++)
            Assert.False(FlexFecPacket.TryParse(packet.AsSpan(0, length), out _, out _));
        Assert.True(FlexFecPacket.TryParse(packet, out _, out _));
    }
}
