using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using Streaming.Formats.Media;
using Streaming.Formats.Media.Bitstreams;
using Streaming.Testing;

namespace Streaming.Codecs.Tests.Media.Bitstreams;

public sealed class NalRewriterTests
{
    private const string Sps = "67 42 00 1e f4 0b fc b2";
    private const string OtherSps = "67 42 00 1f f4 0b fc b2";
    private const string Pps = "68 ce 38 80";
    private const string Idr = "65 88 84 21";
    private const string Recovery = "61 9a 11";
    private const string NonReference = "01 9e 41";
    private const string Code = "00 00 00 01";

    private static readonly byte[] Avcc = Hex.Bytes($"01 42 00 1e ff e1 00 08 {Sps} 01 00 04 {Pps}");

    [Fact]
    public void Length_fields_become_start_codes_and_parameter_sets_come_first()
    {
        NalRewriter rewriter = new(Codec.H264, Avcc);
        Rewritten sample = Rewrite(rewriter, $"00 00 00 04 {Idr}", isKey: true);
        Assert.Equal(Hex.Bytes($"{Code} {Sps} {Code} {Pps} {Code} {Idr}"), sample.Bytes);
        Assert.Equal([new(4, 8, 0x6742), new(16, 4, 0x68CE), new(24, 4, 0x6588)], sample.Units);
        Assert.Equal(SampleFlags.Key, sample.Flags);
        Assert.Equal(Hex.Bytes($"{Code} {Sps} {Code} {Pps}"), rewriter.Configuration);
    }

    [Fact]
    public void A_recovery_point_that_is_no_IDR_gets_them_too()
    {
        Rewritten sample = Rewrite(new(Codec.H264, Avcc), $"00 00 00 03 {Recovery}", isKey: true);
        Assert.Equal(Hex.Bytes($"{Code} {Sps} {Code} {Pps} {Code} {Recovery}"), sample.Bytes);
    }

    [Fact]
    public void Sets_that_are_there_already_are_not_repeated_and_the_delimiter_stays_first()
    {
        Rewritten sample = Rewrite(new(Codec.H264, Avcc), $"00 00 00 01 09 f0 00 00 01 {Sps} 00 00 01 {Pps} 00 00 01 {Idr}", isKey: false);
        Assert.Equal(Hex.Bytes($"{Code} 09 f0 {Code} {Sps} {Code} {Pps} {Code} {Idr}"), sample.Bytes);
        Assert.Equal(SampleFlags.Key, sample.Flags);
    }

    [Fact]
    public void A_set_that_changes_in_the_middle_of_the_film_replaces_the_old_one()
    {
        NalRewriter rewriter = new(Codec.H264, Avcc);
        Rewrite(rewriter, $"00 00 00 08 {OtherSps} 00 00 00 03 {Recovery}", isKey: false);
        Rewritten sample = Rewrite(rewriter, $"00 00 00 04 {Idr}", isKey: true);
        Assert.Equal(Hex.Bytes($"{Code} {OtherSps} {Code} {Pps} {Code} {Idr}"), sample.Bytes);
    }

    [Fact]
    public void Only_what_no_picture_refers_to_is_disposable()
    {
        NalRewriter rewriter = new(Codec.H264, Avcc);
        Assert.Equal(SampleFlags.Disposable, Rewrite(rewriter, $"00 00 00 03 {NonReference}", isKey: false).Flags);
        Assert.Equal(SampleFlags.None, Rewrite(rewriter, $"00 00 00 03 {Recovery}", isKey: false).Flags);
        Assert.Equal(SampleFlags.None, Rewrite(rewriter, $"00 00 00 03 {NonReference} 00 00 00 03 {Recovery}", isKey: false).Flags);
    }

    [Fact]
    public void Zeros_behind_a_unit_belong_to_no_unit()
    {
        Rewritten sample = Rewrite(new(Codec.H264, []), $"00 00 00 01 {NonReference} 00 00 00 00 01 {NonReference} 00 00", isKey: false);
        Assert.Equal(Hex.Bytes($"{Code} {NonReference} {Code} {NonReference}"), sample.Bytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00 00 00 09 65")]
    [InlineData("ff ff ff ff 65")]
    [InlineData("00 00")]
    public void What_is_no_access_unit_is_refused(string packet)
    {
        Assert.False(new NalRewriter(Codec.H264, Avcc).TryRewrite(Hex.Bytes(packet), true, new ArrayBufferWriter<byte>(), [], out _));
    }

    [Theory]
    [InlineData(Codec.H264)]
    [InlineData(Codec.H265)]
    public void Arbitrary_bytes_never_throw_and_units_stay_within_their_sample(Codec codec)
    {
        Prop.ForAll<byte[], byte[], bool>((extradata, packet, isKey) =>
        {
            NalRewriter rewriter = new(codec, extradata);
            byte[][] packets = [packet, [0, 0, 1, .. packet], [0, 0, 0, (byte)packet.Length, .. packet]];
            return packets.All(bytes =>
            {
                ArrayBufferWriter<byte> stored = new();
                List<MediaUnit> units = [];
                return !rewriter.TryRewrite(bytes, isKey, stored, units, out _)
                    || units.All(unit => unit.Offset >= 4 && unit.Offset + unit.Size <= stored.WrittenCount);
            });
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Arbitrary_OBUs_and_ADTS_frames_never_throw()
    {
        Prop.ForAll<byte[], byte[], bool>((extradata, packet, isKey) =>
        {
            ISampleRewriter[] rewriters = [new ObuRewriter(extradata), new AdtsRewriter()];
            byte[][] packets = [packet, [0x12, 0, 0x0A, (byte)packet.Length, .. packet], [0xFF, 0xF1, 0x4C, 0x80, .. packet]];
            foreach (ISampleRewriter rewriter in rewriters)
            {
                foreach (byte[] bytes in packets)
                    rewriter.TryRewrite(bytes, isKey, new ArrayBufferWriter<byte>(), [], out _);
            }
        }).QuickCheckThrowOnFailure();
    }

    private static Rewritten Rewrite(NalRewriter rewriter, string packet, bool isKey)
    {
        ArrayBufferWriter<byte> stored = new();
        List<MediaUnit> units = [];
        Assert.True(rewriter.TryRewrite(Hex.Bytes(packet), isKey, stored, units, out SampleFlags flags));
        return new(stored.WrittenSpan.ToArray(), units, flags);
    }

    private sealed record Rewritten(byte[] Bytes, List<MediaUnit> Units, SampleFlags Flags);
}
