using Streaming.Formats.Media;
using Streaming.Formats.Media.Bitstreams;
using Streaming.Testing;

namespace Streaming.Codecs.Tests.Media.Bitstreams;

/// <summary>Sequence parameter sets as x264 writes them, with the size that was asked of it.</summary>
public sealed class H264SequenceSetTests
{
    private const string Film480 = "00000001 6764001eacd940d83de6f011000003000100000300320f162d96 00000001 68ebe3cb22c0 000001 06";

    [Theory]
    [InlineData("00000001 6764001facd9405005bb011000000300100000030320f18319600000000168ebe3cb22c0", 1280, 720)]
    [InlineData(Film480, 854, 480)]
    [InlineData("00000001 67640015acd941b1fe4f011000000300100000030320f162d96000000001 68ebe3cb22c0", 426, 240)]
    [InlineData("000001 67640028acd940780227e5c044000003000400000300c83c60c658 00000001 68ebe3cb22c0", 1_920, 1_080)]
    [InlineData("00000001 677a001ebcd940b424d8088000000300800000190f8a14cb00 00000001 68fba3cb22c0", 720, 576)]
    [InlineData("00000001 0910 00000001 6742c00dd90171be593011000003000100000300320f142a48 00000001 68cb83cb20", 360, 202)]
    public void The_size_is_that_which_is_shown(string accessUnit, int width, int height) =>
        Assert.Equal(new PictureSize(width, height), H264SequenceSet.SizeFrom(Hex.Bytes(accessUnit)));

    [Theory]
    [InlineData("")]
    [InlineData("000001")]
    [InlineData("00000001 41 9a 00")]
    [InlineData("00000001 41 00000001 6764001eacd940d83de6f011000003000100000300320f162d96")]
    public void Pictures_without_one_at_their_beginning_say_nothing(string accessUnit) =>
        Assert.Null(H264SequenceSet.SizeFrom(Hex.Bytes(accessUnit)));

    [Fact]
    public void Whatever_is_cut_off_or_turned_is_read_without_harm()
    {
        byte[] whole = Hex.Bytes(Film480);
        for (int length = 0; length < whole.Length; length++)
            _ = H264SequenceSet.SizeFrom(whole.AsSpan(0, length));
        for (int bit = 0; bit < whole.Length * 8; bit++)
        {
            byte[] turned = [.. whole];
            turned[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.True(H264SequenceSet.SizeFrom(turned) is not { } size || (size.Width > 0 && size.Height > 0));
        }
    }
}
