using Streaming.Formats.Media;
using Streaming.Formats.Payloads;

namespace Streaming.Codecs.Tests.Payloads;

/// <summary>RFC 7741 (VP8) and RFC 9628 (VP9).</summary>
public sealed class VpxTests
{
    private static readonly Track FilmVp8 = Film.TrackOf(Codec.Vp8);
    private static readonly Track FilmVp9 = Film.TrackOf(Codec.Vp9);

    [Theory]
    [InlineData(SampleFlags.Key, 64, "aa bb", "10 aa bb *")]
    [InlineData(SampleFlags.Disposable, 64, "aa bb", "30 aa bb *")]
    [InlineData(SampleFlags.None, 4, "01 02 03 04 05 06 07", "10 01 02 03 / 00 04 05 06 / 00 07 *")]
    public void VP8_frames_travel_in_pieces(SampleFlags flags, int max, string frame, string packets) =>
        Golden.Holds(FilmVp8, Golden.Raw(frame, flags), max, packets);

    [Theory]
    [InlineData(SampleFlags.None, 64, "aa bb", "4c aa bb *")]
    [InlineData(SampleFlags.None, 4, "01 02 03 04 05 06 07", "48 01 02 03 / 40 04 05 06 / 44 07 *")]
    [InlineData(SampleFlags.Key, 64, "aa bb", "0e 10 02 80 01 68 aa bb *")]
    [InlineData(SampleFlags.Key, 9, "01 02 03 04 05 06 07 08 09 0a 0b 0c",
        "0a 10 02 80 01 68 01 02 03 / 00 04 05 06 07 08 09 0a 0b / 04 0c *")]
    public void VP9_frames_travel_in_pieces_and_key_frames_with_their_size(SampleFlags flags, int max, string frame, string packets) =>
        Golden.Holds(FilmVp9, Golden.Raw(frame, flags), max, packets);

    [Theory]
    [InlineData("90 80 05 aa / 80 80 05 bb *", "aa bb")] // 7-bit picture number
    [InlineData("90 80 81 05 aa *", "aa")] // 15-bit picture number
    [InlineData("90 f0 81 05 01 20 aa *", "aa")] // all extensions
    [InlineData("10 aa / 11 bb / 12 cc *", "aa bb cc")] // partitions told apart
    [InlineData("10 aa / 10 bb +1 / 00 cc +1 *", "aa / bb cc +1")] // never marked
    [InlineData("10 aa / lost / 00 bb * / 10 cc +1 *", "~ aa / cc +1")]
    [InlineData("lost / 00 bb / 00 bc * / 10 cc +1 *", "cc +1")]
    [InlineData("10 aa / lost / 10 cc +1 *", "~ aa / cc +1")]
    [InlineData("00 aa / 00 bb * / 10 cc +1 *", "cc +1")] // joined in the middle of a frame
    public void VP8_of_others_is_understood(string packets, string samples) => Understands(FilmVp8, packets, samples);

    [Theory]
    [InlineData("88 05 aa / 84 05 bb *", "aa bb")] // 7-bit picture number
    [InlineData("8c 81 05 aa *", "aa")] // 15-bit picture number
    [InlineData("ac 81 05 00 07 aa / ac 81 05 02 07 bb *", "aa bb")] // two spatial layers, non-flexible
    [InlineData("fc 81 05 00 03 04 aa *", "aa")] // flexible, two references
    [InlineData("0e 18 02 80 01 68 02 10 04 01 aa *", "aa")] // structure with a group of two pictures
    [InlineData("08 aa / lost / 04 bb * / 4c cc +1 *", "~ aa / cc +1")]
    public void VP9_of_others_is_understood(string packets, string samples) => Understands(FilmVp9, packets, samples);

    [Theory]
    [InlineData("10 aa / 90 80 *", "~ aa")]
    [InlineData("10 aa / 90 80 81 05 *", "~ aa")]
    [InlineData("10 aa / 00 *", "~ aa")]
    [InlineData("10 aa /  *", "~ aa")]
    public void Malformed_VP8_is_counted(string packets, string samples) => Counts(FilmVp8, packets, samples);

    [Theory]
    [InlineData("08 aa / 84 *", "~ aa")]
    [InlineData("08 aa / 84 81 *", "~ aa")]
    [InlineData("08 aa / 24 00 *", "~ aa")]
    [InlineData("08 aa / 54 03 05 *", "~ aa")]
    [InlineData("08 aa / 06 30 02 80 01 68 *", "~ aa")]
    [InlineData("08 aa / 06 08 ff 00 *", "~ aa")]
    [InlineData("08 aa / 04 *", "~ aa")]
    public void Malformed_VP9_is_counted(string packets, string samples) => Counts(FilmVp9, packets, samples);

    [Fact]
    public void The_descriptions_need_no_parameters()
    {
        Assert.Equal(new(96, "VP8", ClockRate.Video, 0, ""), PayloadFormats.Describe(FilmVp8, 96));
        Assert.Equal(new(96, "VP9", ClockRate.Video, 0, ""), PayloadFormats.Describe(FilmVp9, 96));
    }

    private static void Understands(Track track, string packets, string samples)
    {
        Assert.Equal(samples, Golden.Receive(PayloadFormats.Describe(track, 96), packets, out int malformed));
        Assert.Equal(0, malformed);
    }

    private static void Counts(Track track, string packets, string samples)
    {
        Assert.Equal(samples, Golden.Receive(PayloadFormats.Describe(track, 96), packets, out int malformed));
        Assert.Equal(1, malformed);
    }
}
