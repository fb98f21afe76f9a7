using Streaming.Ffmpeg.Importing;

namespace Streaming.Codecs.Tests.Ffmpeg.Importing;

public sealed class LadderTests
{
    [Theory]
    [InlineData("none", "none")]
    [InlineData("auto", "auto")]
    [InlineData("720p:2500k,480p:1000k,240p:300k", "720p:2500k,480p:1000k,240p:300k")]
    [InlineData("240p:300k, 720p:2.5M", "720p:2500k,240p:300k")]
    public void A_ladder_is_read(string text, string ladder)
    {
        Assert.True(Ladder.TryParse(text, out Ladder? read, out string mistake), mistake);
        Assert.Equal(ladder, read.ToString());
    }

    [Theory]
    [InlineData("720", "'720' is not a rung")]
    [InlineData("720p", "'720p' is not a rung")]
    [InlineData("720p:2500", "'720p:2500' is not a rung")]
    [InlineData("720p:fast", "'720p:fast' is not a rung")]
    [InlineData("-1p:300k", "'-1p:300k' is not a rung")]
    [InlineData("0p:300k", "'0p:300k' is not a rung")]
    [InlineData("720p:-300k", "'720p:-300k' is not a rung")]
    [InlineData("720p:0k", "'720p:0k' is not a rung")]
    [InlineData("720p:99999999999999999999M", "'720p:99999999999999999999M' is not a rung")]
    [InlineData("720p:300k,,", "'' is not a rung")]
    [InlineData("720p:300k,720p:400k", "two rungs of 720p")]
    [InlineData("Auto", "'Auto' is not a rung")]
    public void A_bad_list_says_what_is_wrong(string text, string mistake)
    {
        Assert.False(Ladder.TryParse(text, out _, out string said));
        Assert.Contains(mistake, said, StringComparison.Ordinal);
    }
}
