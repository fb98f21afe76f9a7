using Streaming.Ffmpeg.Importing;

namespace Streaming.Codecs.Tests.Ffmpeg.Importing;

public sealed class LanguageTagTests
{
    [Theory]
    [InlineData("eng", "en")]
    [InlineData("deu", "de")]
    [InlineData("ger", "de")]
    [InlineData("vie", "vi")]
    [InlineData("EN", "en")]
    [InlineData("pt_BR", "pt-BR")]
    [InlineData("gsw", "gsw")]
    [InlineData("und", "und")]
    [InlineData("", "und")]
    [InlineData("english", "und")]
    [InlineData("e\"n", "und")]
    public void A_language_becomes_its_shortest_tag(string written, string tag) => Assert.Equal(tag, LanguageTag.From(written));
}
