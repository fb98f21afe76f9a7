using Streaming.Player.Playout;

namespace Streaming.Player.Tests.Playout;

public sealed class SampleKeysTests
{
    [Theory]
    [InlineData("H264", "0000000165AA", true)]
    [InlineData("H264", "00000001 09F0 00000001 41AA", false)]
    [InlineData("H264", "00000001 09F0 000001 6742 000001 68CE 000001 41AA", true)]
    [InlineData("H264", "", false)]
    [InlineData("H264", "41AA", false)]
    [InlineData("H265", "00000001 2601AA", true)]
    [InlineData("H265", "00000001 2A01AA", true)]
    [InlineData("H265", "00000001 4601 00000001 0201AA", false)]
    [InlineData("VP8", "10", true)]
    [InlineData("VP8", "11", false)]
    [InlineData("VP8", "", false)]
    [InlineData("VP9", "82", true)]
    [InlineData("VP9", "86", false)]
    [InlineData("VP9", "8A", false)]
    [InlineData("VP9", "B1", true)]
    [InlineData("VP9", "00", false)]
    [InlineData("AV1", "1200 0A01AA 3201BB", true)]
    [InlineData("AV1", "1200 3201BB", false)]
    [InlineData("AV1", "32FFFFFFFFFFFFFFFF", false)]
    [InlineData("PCMU", "", true)]
    [InlineData("3GPP-TT", "0000", true)]
    public void Whether_decoding_can_begin_is_told_from_the_first_bytes(string codec, string hex, bool isKey) =>
        Assert.Equal(isKey, SampleKeys.IsKey(codec, Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal))));
}
