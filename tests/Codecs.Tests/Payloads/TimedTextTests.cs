using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Testing;

namespace Streaming.Codecs.Tests.Payloads;

/// <summary>RFC 4396.</summary>
public sealed class TimedTextTests
{
    private static readonly Track Subtitles = Film.TrackOf(Codec.TimedText);

    [Theory]
    [InlineData(64, "48 69", "", "01 00 0a 81 00 0b b8 00 02 48 69 *")]
    [InlineData(64, "", "", "01 00 08 81 00 0b b8 00 00 *")] // nothing is shown
    [InlineData(64, "48 69", "00 00 00 08 62 6c 6e 6b", "01 00 12 81 00 0b b8 00 02 48 69 00 00 00 08 62 6c 6e 6b *")]
    [InlineData(64, "fe ff 00 48", "", "81 00 0a 81 00 0b b8 00 02 00 48 *")] // UTF-16
    [InlineData(64, "fe ff", "", "01 00 0a 81 00 0b b8 00 02 fe ff *")] // a byte order mark of nothing
    [InlineData(12, "41 42 43 44", "01 02 03 04 05 06",
        "02 00 0b 41 00 0b b8 81 00 0a 41 42 / 02 00 0b 42 00 0b b8 81 00 0a 43 44 / "
        + "03 00 0b 43 00 0b b8 01 02 03 04 05 / 04 00 07 44 00 0b b8 06 *")]
    [InlineData(12, "fe ff 00 41 00 42", "", "82 00 0b 21 00 0b b8 81 00 04 00 41 / 82 00 0b 22 00 0b b8 81 00 04 00 42 *")]
    public void Samples_travel_whole_or_in_numbered_fragments(int max, string text, string modifiers, string packets) =>
        Golden.Holds(Subtitles, Sample(text, modifiers), max, packets);

    [Theory]
    [InlineData("01 00 09 81 00 0b b8 00 01 41 01 00 09 81 00 0b b8 00 01 42 *", "00 01 41 / 00 01 42 +3000")] // two in a packet
    [InlineData("05 00 06 01 aa bb cc 01 00 09 01 00 0b b8 00 01 41 *", "00 01 41")] // description in band
    [InlineData("02 00 0a 20 00 00 00 81 00 02 41 / 02 00 0a 21 00 00 00 81 00 02 42 *", "00 02 41 42")] // numbered from 0
    [InlineData("02 00 0a 21 00 00 00 81 00 02 41 03 00 07 22 00 00 00 bb *", "00 01 41 bb")] // fragments in one packet
    [InlineData("02 00 0a 31 00 00 00 81 00 02 41 / lost / 02 00 0a 33 00 00 00 81 00 02 43 *", "")]
    [InlineData("lost / 02 00 0a 22 00 00 00 81 00 02 42 * / 01 00 09 81 00 0b b8 00 01 41 +9 *", "00 01 41 +9")]
    public void What_others_send_and_networks_lose_is_understood(string packets, string samples) => Receives(packets, samples, 0);

    [Theory]
    [InlineData("")]
    [InlineData("01 00")]
    [InlineData("01 00 01")]
    [InlineData("01 00 09 81 00 0b b8 00 01")] // cut off
    [InlineData("01 00 09 81 00 0b b8 00 02 41")] // text beyond the unit
    [InlineData("02 00 09 21 00 00 00 81 00 02")] // a fragment of nothing
    [InlineData("02 00 0a 23 00 00 00 81 00 02 42")] // out of the middle
    public void What_is_malformed_is_counted(string packet) => Receives($"01 00 08 81 00 00 00 00 00 * / {packet} *", "00 00", 1);

    [Fact]
    public void A_text_beyond_all_fragments_is_left_out() =>
        Assert.Empty(Wire.Send(Subtitles, [Sample(Hex.Text(new byte[2_000]), "")], 64));

    [Fact]
    public void The_description_carries_the_sample_entry()
    {
        Assert.Equal(
            new PayloadDescription(96, "3gpp-tt", new(1_000), 0, "sver=60; width=640; height=360; tx=0; ty=0; layer=0; tx3g=gQAAAAh0eDNn"),
            PayloadFormats.Describe(Subtitles with { Configuration = Hex.Bytes("00 00 00 08 74 78 33 67") }, 96));
        Assert.Equal(
            "sver=60; tx=0; ty=0; layer=0", PayloadFormats.Describe(Subtitles with { Width = 0, Height = 0 }, 96).Parameters);
    }

    private static void Receives(string packets, string samples, int expected)
    {
        Assert.Equal(samples, Golden.Receive(PayloadFormats.Describe(Subtitles, 96), packets, out int malformed));
        Assert.Equal(expected, malformed);
    }

    private static FilmSample Sample(string text, string modifiers)
    {
        byte[] line = Hex.Bytes(text), boxes = Hex.Bytes(modifiers);
        byte[] stored = [(byte)(line.Length >> 8), (byte)line.Length, .. line, .. boxes];
        MediaUnit[] units = boxes.Length == 0
            ? [Golden.Unit(2, line)]
            : [Golden.Unit(2, line), Golden.Unit(2 + line.Length, boxes)];
        return new(new(0, 0, 0, stored.Length, 3_000, 0, (ushort)units.Length, SampleFlags.Key), units, stored, stored);
    }
}
