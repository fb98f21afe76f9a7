using Streaming.Player.Desktop.Window;
using Streaming.Player.Desktop.Window.Drawing;
using Streaming.Player.Desktop.Window.Scenes;
using Streaming.Player.Desktop.Window.Views;

namespace Streaming.Player.Tests.Window;

/// <summary>Lines, directions, names.</summary>
public sealed class TextTests
{
    // Every letter is 5 wide.
    private static readonly TextLook Look = new(10);

    [Theory]
    [InlineData("one two three", 40, "one two|three")]
    [InlineData("one two\nthree", 400, "one two|three")]
    [InlineData("unbreakable", 25, "unbre|akabl|e")]
    [InlineData("a unbreakable b", 30, "a|unbrea|kable|b")]
    [InlineData("日本語の字幕です。", 25, "日本語の字|幕です。")]
    [InlineData("日本語の字。幕", 25, "日本語の|字。幕")]
    [InlineData("well-known", 30, "well-|known")]
    [InlineData("  spaced   out  ", 400, "spaced   out")]
    [InlineData("", 400, "")]
    public void Text_is_broken_at_words_and_between_ideographs(string text, float room, string expected) =>
        Assert.Equal(expected, string.Join('|', TextFlow.Wrap(text, Look, room, FakeMeasure.One)));

    [Fact]
    public void Letters_are_not_parted_from_their_accents()
    {
        string text = string.Concat(Enumerable.Repeat("e\u0301", 8));
        Assert.All(TextFlow.Wrap(text, Look, 25, FakeMeasure.One), line => Assert.StartsWith("e\u0301", line));
    }

    [Fact]
    public void What_does_not_fit_ends_in_dots()
    {
        Assert.Equal("a long…", TextFlow.Shorten("a long story", Look, 36, FakeMeasure.One));
        Assert.Equal(["one two", "three…"], TextFlow.Wrap("one two three four five", Look, 36, FakeMeasure.One, 2));
        Assert.Equal("short", TextFlow.Shorten("short", Look, 25, FakeMeasure.One));
    }

    [Theory]
    [InlineData("abc", "abc")]
    [InlineData("שלום", "שלום")]
    [InlineData("say שלום now", "say |שלום| now")]
    [InlineData("שלום abc 12", "abc 12|שלום ")]
    [InlineData("אב (גד)", "אב (גד)")]
    public void Parts_are_put_in_the_order_they_are_seen_in(string line, string expected)
    {
        IReadOnlyList<TextRun> runs = TextRuns.Split(line, _ => "font");
        Assert.Equal(expected, string.Join('|', runs.Select(each => each.Text)));
        Assert.Equal(line.Length, runs.Sum(each => each.Text.Length));
    }

    [Fact]
    public void Letters_that_a_font_lacks_are_written_in_another()
    {
        IReadOnlyList<TextRun> runs = TextRuns.Split("ab 日本 c", rune => rune.Value > 0x3000 ? "wide" : "usual");
        Assert.Equal(["usual", "wide", "usual"], runs.Select(each => each.FontFile));
        Assert.Equal("ab 日本 c", string.Concat(runs.Select(each => each.Text)));
    }

    [Theory]
    [InlineData(0, "0:00")]
    [InlineData(-3, "0:00")]
    [InlineData(65.9, "1:05")]
    [InlineData(3_727, "1:02:07")]
    [InlineData(100_000, "27:46:40")]
    public void Times_are_written_as_viewers_read_them(double seconds, string expected) =>
        Assert.Equal(expected, TimeText.Of(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData("Sample film", "Sample film 1-02-07.480")]
    [InlineData("a/b: \"c\"?", "a b   c 1-02-07.480")]
    [InlineData("../..", "1-02-07.480")]
    [InlineData("", "1-02-07.480")]
    public void A_kept_picture_is_named_after_film_and_time(string name, string expected) =>
        Assert.Equal(expected, Screenshots.FileName(name, MediaTime.FromSeconds(3_727.48)));
}
