using Streaming.Formats.Rtp;
using Streaming.Testing;

namespace Streaming.Codecs.Tests.Rtp;

public sealed class ResentPacketTests
{
    [Theory]
    [InlineData("80600001 00000002 00000003 01020304", "807e0007 00000002 00000009 0001 01020304")]
    [InlineData("80e0ffff 00000002 00000003", "80fe0007 00000002 00000009 ffff")]
    // A contributing source and an extension stay in front of the number.
    [InlineData(
        "91600001 00000002 00000003 aaaaaaaa bede0001 10ff0000 05", "917e0007 00000002 00000009 aaaaaaaa bede0001 10ff0000 0001 05")]
    public void A_packet_is_wrapped_and_unwrapped(string original, string resent)
    {
        byte[] packet = Hex.Bytes(original), room = new byte[packet.Length + ResentPacket.Overhead];
        Assert.Equal(room.Length, ResentPacket.Wrap(packet, 126, new(7), new(9), room));
        Assert.Equal(Hex.Bytes(resent), room);

        byte[] back = new byte[room.Length];
        Assert.True(ResentPacket.TryUnwrap(room, 96, new(3), back, out int length, out ParseError error), error.ToString());
        Assert.Equal(packet, back[..length]);
    }

    [Fact]
    public void Padding_is_left_out()
    {
        byte[] room = new byte[32];
        int length = ResentPacket.Wrap(Hex.Bytes("a0600001 00000002 00000003 0102 0002"), 126, new(7), new(9), room);
        Assert.Equal(Hex.Bytes("807e0007 00000002 00000009 0001 0102"), room[..length]);
    }

    [Theory]
    [InlineData("807e0007 00000002 00000009", "Truncated original sequence number at offset 12")]
    [InlineData("807e0007 00000002 00000009 00", "Truncated original sequence number at offset 13")]
    [InlineData("a07e0007 00000002 00000009 0001 02", "Truncated original sequence number at offset 13")]
    [InlineData("807e0007 00000002", "Truncated fixed header at offset 8")]
    [InlineData("407e0007 00000002 00000009 0001", "Unsupported version at offset 0")]
    public void What_cannot_be_one_is_refused(string wire, string expected)
    {
        byte[] packet = Hex.Bytes(wire);
        Assert.False(ResentPacket.TryUnwrap(packet, 96, new(3), new byte[packet.Length], out int length, out ParseError error));
        Assert.Equal((expected, 0), (error.ToString(), length));
    }
}
