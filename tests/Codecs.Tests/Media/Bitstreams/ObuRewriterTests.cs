using System.Buffers;
using Streaming.Formats.Media;
using Streaming.Formats.Media.Bitstreams;
using Streaming.Testing;

namespace Streaming.Codecs.Tests.Media.Bitstreams;

public sealed class ObuRewriterTests
{
    private const string Sequence = "0a 03 11 22 33";

    [Theory]
    [InlineData("12 00 0a 03 11 22 33 32 02 aa bb", "0a 03 11 22 33 32 02 aa bb")] // the delimiter goes
    [InlineData("0a 83 00 11 22 33 32 02 aa bb", "0a 03 11 22 33 32 02 aa bb")] // a size in more bytes than it takes
    [InlineData("0a 03 11 22 33 30 aa bb", "0a 03 11 22 33 32 02 aa bb")] // the last one without a size
    [InlineData("32 02 aa bb", "0a 03 11 22 33 32 02 aa bb")] // a key unit without sequence header
    [InlineData("0a 03 11 22 33 36 08 02 aa bb 7a 01 00", "0a 03 11 22 33 36 08 02 aa bb")] // extension kept, padding dropped
    public void A_temporal_unit_has_one_form(string packet, string stored)
    {
        ArrayBufferWriter<byte> bytes = new();
        List<MediaUnit> units = [];
        ObuRewriter rewriter = new(Hex.Bytes($"81 04 0c 00 {Sequence}"));
        Assert.True(rewriter.TryRewrite(Hex.Bytes(packet), isKey: true, bytes, units, out SampleFlags flags));
        Assert.Equal(Hex.Bytes(stored), bytes.WrittenSpan.ToArray());
        Assert.Equal(SampleFlags.Key, flags);
        Assert.Equal(Hex.Bytes(Sequence), rewriter.Configuration);
        Assert.Equal(bytes.WrittenCount, units.Sum(unit => unit.Size));
        Assert.Equal(0x0A03, units[0].Head);
    }
}
