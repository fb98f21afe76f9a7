using System.Text;
using Streaming.Formats.Payloads.TimedText;
using Streaming.Primitives.Chance;
using Streaming.Testing;

namespace Streaming.Codecs.Tests.Payloads;

public sealed class TimedTextCueTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("Grüße, 世界 🎬", "Grüße, 世界 🎬")]
    [InlineData("one\r\ntwo\rthree\nfour\u2028five", "one\ntwo\nthree\nfour\nfive")]
    [InlineData("\tbell\a and null\0", "\tbell and null")]
    public void Text_is_read_with_its_lines(string stored, string shown)
    {
        foreach (byte[] text in new byte[][]
                 {
                     Encoding.UTF8.GetBytes(stored),
                     [0xef, 0xbb, 0xbf, .. Encoding.UTF8.GetBytes(stored)],
                     [0xfe, 0xff, .. Encoding.BigEndianUnicode.GetBytes(stored)],
                     [0xff, 0xfe, .. Encoding.Unicode.GetBytes(stored)],
                 })
        {
            Assert.True(TimedTextCue.TryParse(Sample(text), out TimedTextCue? cue));
            Assert.Equal(shown, cue.Text);
            Assert.Equal(shown, string.Concat(cue.Runs.Select(run => run.Text)));
            Assert.Equal(shown.Length == 0, cue.IsEmpty);
        }
    }

    [Fact]
    public void Styles_count_characters_as_they_are_stored()
    {
        // 🎬 is one character, \r\n are two: "b" is number 4.
        byte[] styles = Box("styl", [0, 2, .. Style(1, 2, 2, 0xff0000ff), .. Style(4, 5, 5, 0x00ff0080)]);
        Assert.True(TimedTextCue.TryParse(Sample("a🎬\r\nbc"u8.ToArray(), Box("hlit", [0, 0, 0, 1]), styles), out TimedTextCue? cue));
        Assert.Equal(
            [
                new("a", false, false, false, null),
                new("🎬", false, true, false, 0xff0000ff),
                new("\n", false, false, false, null),
                new("b", true, false, true, 0x00ff0080),
                new("c", false, false, false, null),
            ],
            cue.Runs);
    }

    [Fact]
    public void A_broken_box_costs_its_effect_and_not_the_text()
    {
        byte[][] boxes =
        [
            [0, 0, 0, 1, 1, 2],
            [0, 0, 0, 0, .. "styl"u8],
            [0xff, 0xff, 0xff, 0xff, .. "styl"u8, 0, 1],
            Box("styl", []),
            Box("styl", [0xff, 0xff, 1, 2, 3]),
        ];
        foreach (byte[] box in boxes)
        {
            Assert.True(TimedTextCue.TryParse(Sample("text"u8.ToArray(), box), out TimedTextCue? cue));
            Assert.Equal([new TimedTextRun("text", false, false, false, null)], cue.Runs);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("0005 41424344")]
    public void A_sample_that_is_too_short_is_refused(string hex) =>
        Assert.False(TimedTextCue.TryParse(Convert.FromHexString(hex.Replace(" ", "")), out _));

    [Theory]
    [Seeds(200)]
    public void Whatever_comes_it_never_throws(ulong seed)
    {
        SeededRandom random = new(seed);
        byte[] styles = Box("styl", [0, 2, .. Style(0, 3, 1, 1), .. Style(3, 9, 2, 2)]);
        byte[] sample = Sample("some text\r\n🎬"u8.ToArray(), styles);
        for (int i = 0; i < 4; i++)
            sample[random.Next(sample.Length)] = (byte)random.Next(256);
        ReadOnlySpan<byte> cut = sample.AsSpan(0, random.Next(sample.Length + 1));
        if (TimedTextCue.TryParse(cut, out TimedTextCue? cue))
            Assert.Equal(cue.Text, string.Concat(cue.Runs.Select(run => run.Text)));
    }

    private static byte[] Sample(byte[] text, params byte[][] boxes) =>
        [(byte)(text.Length >> 8), (byte)text.Length, .. text, .. boxes.SelectMany(box => box)];

    private static byte[] Box(string type, byte[] body) => [0, 0, 0, (byte)(8 + body.Length), .. Encoding.ASCII.GetBytes(type), .. body];

    private static byte[] Style(byte start, byte end, byte face, uint colour) =>
    [
        0, start, 0, end, 0, 1, face, 18, (byte)(colour >> 24), (byte)(colour >> 16), (byte)(colour >> 8), (byte)colour,
    ];
}
