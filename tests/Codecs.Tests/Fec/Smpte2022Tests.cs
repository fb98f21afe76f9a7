using Streaming.Formats.Fec;
using Streaming.Formats.Rtp;
using Streaming.Primitives.Chance;
using Streaming.Testing;

namespace Streaming.Codecs.Tests.Fec;

/// <summary>SMPTE 2022-1: its sixteen bytes, its limits, and what comes back of a transport stream.</summary>
public sealed class Smpte2022Tests
{
    private static readonly Ssrc Source = new(0x8b54_0d8f);

    // The second and the third row are what ffmpeg 5.1 sent, with prompeg=l=5:d=5, for a real film; its payload cut short.
    [Theory]
    [InlineData("80600001 00015f90 0fec0001 | fffd 0003 8a000000 80000001 00 14 05 00 | 0102ff", ParityKind.Column, 20, 5, 65_533, 10)]
    [InlineData("80600676 f634d9f0 00000000 | 0024 0524 a1000000 f6351248 40 01 05 00 | 4711", ParityKind.RowBeforeColumns, 1, 5, 0x24, 33)]
    [InlineData("806008b6 f634d9f0 00000000 | 0024 0524 a1000000 f6349ec2 00 05 05 00 | ", ParityKind.Column, 5, 5, 0x24, 33)]
    public void A_packet_is_read_and_written_to_the_bit(string wire, ParityKind kind, int stride, int count, int first, int type)
    {
        byte[] packet = Hex.Bytes(wire);
        Assert.True(Smpte2022Packet.TryParse(packet, Source, out RepairPacket repair, out ParseError error), error.ToString());
        Assert.Equal((kind, stride, count, first), (repair.Kind, repair.Stride, repair.Count, repair.Base.Value));
        Assert.Equal((type, Source), (repair.Fields.PayloadType, repair.Source));
        byte[] written = new byte[packet.Length];
        Assert.True(RtpHeader.TryParse(packet, out RtpHeader header, out _, out _));
        Assert.Equal(packet.Length, Smpte2022Packet.Write(written, repair, header.PayloadType, header.Sequence, header.Ssrc));
        Assert.Equal(Hex.Text(packet), Hex.Text(written));
    }

    [Theory]
    [InlineData("80600001 00000000 00000000 0024 0524 a1000000 f6349ec2 00 05 05", "Truncated FEC header at offset 27")]
    [InlineData("80600001 00000000 00000000 0024 0524 21000000 f6349ec2 00 05 05 00", "Unsupported parity by XOR at offset 16")]
    [InlineData("80600001 00000000 00000000 0024 0524 a1000000 f6349ec2 08 05 05 00", "Unsupported parity by XOR at offset 16")]
    [InlineData("80600001 00000000 00000000 0024 0524 a1000000 f6349ec2 00 00 05 00", "Invalid offset and NA at offset 25")]
    [InlineData("80600001 00000000 00000000 0024 0524 a1000000 f6349ec2 00 05 00 00", "Invalid offset and NA at offset 25")]
    [InlineData("40600001 00000000 00000000 0024 0524 a1000000 f6349ec2 00 05 05 00", "Unsupported version at offset 0")]
    public void What_is_no_such_packet_is_named(string wire, string expected)
    {
        Assert.False(Smpte2022Packet.TryParse(Hex.Bytes(wire), Source, out _, out ParseError error));
        Assert.Equal(expected, error.ToString());
    }

    [Theory]
    [InlineData("10x5", true)]
    [InlineData("20x5+rows", true)]
    [InlineData("1x4", true)]
    [InlineData("3x5+rows", false)]
    [InlineData("10x3", false)]
    [InlineData("21x4", false)]
    [InlineData("11x10", false)]
    [InlineData("10x0", false)]
    [InlineData("none", false)]
    public void Layouts_that_receivers_need_not_take_are_refused(string text, bool isAllowed)
    {
        Assert.True(ParityLayout.TryParse(text, out ParityLayout layout));
        Assert.Equal(isAllowed, Smpte2022Encoder.Allows(layout));
        if (!isAllowed)
            Assert.Throws<InvalidOperationException>(() => Encoder(layout));
    }

    [Theory, Seeds(20)]
    public void What_comes_back_is_what_was_lost(ulong seed)
    {
        SeededRandom chance = new(seed);
        Smpte2022Encoder encoder = Encoder(ParityLayout.OfBoth(5, 5));
        Smpte2022Decoder decoder = new();
        Dictionary<int, byte[]> lost = [];
        int recovered = 0, sent = 0;
        byte[] parity = new byte[2_048];
        for (int i = 0; i < 2_000; i++)
        {
            byte[] packet = Packet(i, chance);
            encoder.Accept(packet);
            if (i == 1_999)
                encoder.End();
            if (i > 0 && chance.NextDouble() < 0.02)
                lost.Add(Number(packet), packet);
            else
                decoder.AcceptSource(packet);
            while (encoder.HasNext)
            {
                Assert.Equal(encoder.NextSize, encoder.WriteNext(parity, out bool isRow));
                sent += isRow ? 1 : 0;
                Assert.True(decoder.AcceptParity(parity.AsSpan(0, Smpte2022Packet.HeaderSize + 1_316)));
            }

            while (decoder.TryTake(out ReadOnlySpan<byte> again))
            {
                Assert.True(lost.TryGetValue(Number(again), out byte[]? original));
                Assert.Equal(Hex.Text(original), Hex.Text(again));
                recovered++;
            }
        }

        // All parity arrives: of 2 000 packets at 2 %, a rectangle of four that peeling leaves is one in a thousand runs.
        Assert.Equal(lost.Count, recovered);
        Assert.Equal(400, sent);
        Assert.Equal(recovered, decoder.Statistics.Recovered);
    }

    [Fact]
    public void Parity_before_any_media_is_nobodys()
    {
        Smpte2022Decoder decoder = new();
        Assert.False(decoder.AcceptParity(Hex.Bytes("80600676 f634d9f0 00000000 0024 0524 a1000000 f6351248 40 01 05 00 4711")));
        Assert.Equal(1, decoder.Statistics.Malformed);
        Assert.False(decoder.TryTake(out _));
    }

    private static Smpte2022Encoder Encoder(ParityLayout layout) =>
        new(Source, layout, new(new(1), new(65_500), new(0)), new(new(2), new(65_500), new(0)));

    private static byte[] Packet(int i, SeededRandom chance)
    {
        byte[] packet = new byte[RtpHeader.Size + 1_316];
        for (int at = RtpHeader.Size; at < packet.Length; at++)
            packet[at] = (byte)chance.NextUInt64();
        new RtpHeader(33, false, new(unchecked((ushort)(65_000 + i))), new((uint)i * 900), Source).Write(packet);
        return packet;
    }

    private static int Number(ReadOnlySpan<byte> packet) => (packet[2] << 8) | packet[3];
}
