using Streaming.Formats.Media;

namespace Streaming.Codecs.Tests.Media;

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

    [Theory]
    [InlineData("de", "deu")]
    [InlineData("pt-BR", "por")]
    [InlineData("VI", "vie")]
    [InlineData("gsw", "gsw")]
    [InlineData("und", "und")]
    [InlineData("", "und")]
    [InlineData("xx", "und")]
    public void A_tag_has_three_letters_in_broadcasting(string tag, string letters) => Assert.Equal(letters, LanguageTag.ThreeLetters(tag));
}
