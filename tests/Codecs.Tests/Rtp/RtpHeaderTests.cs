using FsCheck;
using FsCheck.Fluent;
using Streaming.Formats.Rtp;
using Streaming.Testing;

namespace Streaming.Codecs.Tests.Rtp;

public sealed class RtpHeaderTests
{
    [Theory]
    [InlineData("80e0fffe fffffff0 11223344 0102", 96, true, 65_534, 4_294_967_280, "12..14")]
    [InlineData("80000000 00000000 00000000", 0, false, 0, 0, "12..12")]
    // Contributing sources; an extension of one word; both; padding of three, and of everything.
    [InlineData("82600001 00000002 00000003 aaaaaaaa bbbbbbbb 01", 96, false, 1, 2, "20..21")]
    [InlineData("90600001 00000002 00000003 bede0001 10ff0000 01", 96, false, 1, 2, "20..21")]
    [InlineData("91600001 00000002 00000003 aaaaaaaa bede0000 01", 96, false, 1, 2, "20..21")]
    [InlineData("a0600001 00000002 00000003 01 000003", 96, false, 1, 2, "12..13")]
    [InlineData("a0600001 00000002 00000003 01 000004", 96, false, 1, 2, "12..12")]
    public void Headers_are_read(string wire, int type, bool marker, int sequence, long stamp, string payload)
    {
        Assert.True(RtpHeader.TryParse(Hex.Bytes(wire), out RtpHeader header, out Range range, out ParseError error), error.ToString());
        Assert.Equal((type, marker, sequence, stamp), (header.PayloadType, header.Marker, header.Sequence.Value, header.Timestamp.Value));
        Assert.Equal(payload, range.ToString());
    }

    [Theory]
    [InlineData("", "Truncated fixed header at offset 0")]
    [InlineData("80600001 00000002 000000", "Truncated fixed header at offset 11")]
    [InlineData("40600001 00000002 00000003", "Unsupported version at offset 0")]
    [InlineData("8f600001 00000002 00000003", "Truncated payload at offset 12")]
    [InlineData("90600001 00000002 00000003", "Truncated header extension at offset 12")]
    [InlineData("90600001 00000002 00000003 bedeffff", "Truncated payload at offset 16")]
    [InlineData("a0600001 00000002 00000003 00", "Invalid padding count at offset 12")]
    [InlineData("a0600001 00000002 00000003 02", "Truncated payload at offset 13")]
    [InlineData("a0600001 00000002 000000ff", "Truncated payload at offset 12")]
    public void What_is_wrong_is_named(string wire, string expected)
    {
        Assert.False(RtpHeader.TryParse(Hex.Bytes(wire), out _, out _, out ParseError error));
        Assert.Equal(expected, error.ToString());
    }

    [Fact]
    public void What_is_written_is_read() => Prop.ForAll<byte, ushort, (uint Stamp, uint Ssrc)>((type, sequence, rest) =>
    {
        RtpHeader header = new((byte)(type & 0x7f), type > 0x7f, new(sequence), new(rest.Stamp), new(rest.Ssrc));
        byte[] wire = new byte[RtpHeader.Size + 3];
        header.Write(wire);
        return RtpHeader.TryParse(wire, out RtpHeader read, out Range payload, out _) && read == header && payload.Equals(12..15);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_bytes_are_read_or_refused_and_the_payload_lies_within_them() => Prop.ForAll<byte[]>(bytes =>
    {
        // Nearly all random bytes fail at the version: every other try is one that passes it.
        byte[] wire = bytes.Length > 0 && bytes[^1] % 2 == 0 ? [(byte)(0x80 | (bytes[0] & 0x3f)), .. bytes[1..], .. new byte[12]] : bytes;
        if (!RtpHeader.TryParse(wire, out _, out Range payload, out ParseError error))
            return error.Fault != ParseFault.None && error.Offset >= 0 && error.Offset <= wire.Length;
        return wire[payload].Length <= wire.Length - RtpHeader.Size;
    }).QuickCheckThrowOnFailure();
}
