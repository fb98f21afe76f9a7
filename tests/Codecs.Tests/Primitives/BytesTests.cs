using FsCheck;
using FsCheck.Fluent;

namespace Streaming.Codecs.Tests.Primitives;

public sealed class BytesTests
{
    [Fact]
    public void What_is_written_is_read() => Prop.ForAll<byte, ushort, (int U24, uint U32, ulong U64)>((u8, u16, rest) =>
    {
        int u24 = rest.U24 & 0xffffff;
        byte[] wire = new byte[21];
        ByteWriter writer = new(wire);
        writer.WriteByte(u8);
        writer.WriteUInt16(u16);
        writer.WriteUInt24(u24);
        writer.WriteUInt32(rest.U32);
        writer.WriteUInt64(rest.U64);
        writer.WriteBytes([1, 2, 3]);
        ByteReader reader = new(writer.Written);
        return reader.TryReadByte(out byte a) && reader.TryReadUInt16(out ushort b) && reader.TryReadUInt24(out int c)
            && reader.TryReadUInt32(out uint d) && reader.TryReadUInt64(out ulong e) && reader.TryReadBytes(2, out ReadOnlySpan<byte> f)
            && (a, b, c, d, e) == (u8, u16, u24, rest.U32, rest.U64) && f is [1, 2] && reader is { Remaining: 1, Position: 20 }
            && reader.TrySkip(1) && !reader.TrySkip(1);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_read_beyond_the_end_says_no_and_moves_nothing()
    {
        ByteReader reader = new([1]);
        Assert.False(reader.TryReadUInt16(out _) || reader.TryReadUInt24(out _));
        Assert.False(reader.TryReadUInt32(out _) || reader.TryReadUInt64(out _));
        Assert.False(reader.TryReadBytes(2, out _) || reader.TryReadBytes(-1, out _) || reader.TryReadBytes(int.MaxValue, out _));
        Assert.Equal(0, reader.Position);
        Assert.True(reader.TryReadByte(out byte only) && only == 1 && !reader.TryReadByte(out _));
    }

    [Fact]
    public void A_write_beyond_the_end_is_the_writer_s_mistake() => Assert.ThrowsAny<Exception>(() =>
    {
        ByteWriter writer = new(new byte[1]);
        writer.WriteUInt16(1);
    });

    [Fact]
    public void A_parse_error_prints_what_and_where()
    {
        Assert.Equal("TooLarge body at offset 7", new ParseError(ParseFault.TooLarge, 7, "body").ToString());
        Assert.Equal("no error", ParseError.None.ToString());
    }
}
