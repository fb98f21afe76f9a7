using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Testing;

namespace Streaming.Codecs.Tests.Payloads;

/// <summary>RFC 7587 (Opus), RFC 2250 (MPEG audio) and RFC 3551 (PCM).</summary>
public sealed class SoundTests
{
    /// <summary>MPEG-1 layer III, 32 kb/s at 48 kHz: 96 bytes.</summary>
    private static readonly string Frame = "ff fb 14 00 " + Hex.Text(new byte[92]);

    [Fact]
    public void An_Opus_packet_travels_as_it_is() => Golden.Holds(Film.TrackOf(Codec.Opus), Golden.Raw("fc ff fe"), 64, "fc ff fe");

    [Fact]
    public void PCM_is_cut_between_instants_and_each_packet_has_its_own_time()
    {
        Golden.Holds(
            Film.TrackOf(Codec.L16), Golden.Raw("00 01 00 02 00 03 00 04 00 05 00 06"), 9, "00 01 00 02 00 03 00 04 / 00 05 00 06 +2");
        Golden.Holds(Film.TrackOf(Codec.Pcmu), Golden.Raw("7f ff 00"), 2, "7f ff / 00 +2");
        Golden.Holds(Film.TrackOf(Codec.Pcma), Golden.Raw("d5 55"), 64, "d5 55");
    }

    [Fact]
    public void Half_an_instant_is_malformed()
    {
        Assert.Equal("00 01 00 02", Golden.Receive(StaticPayloads.L16Stereo, "00 01 00 / 00 01 00 02 / ", out int malformed));
        Assert.Equal(2, malformed);
    }

    [Fact]
    public void An_MPEG_audio_frame_travels_alone_or_in_fragments()
    {
        Golden.Holds(Film.TrackOf(Codec.Mp3), Golden.Raw(Frame), 200, $"00 00 00 00 {Frame}");
        Golden.Holds(
            Film.TrackOf(Codec.Mp3), Golden.Raw(Frame), 64,
            $"00 00 00 00 {Frame[..(3 * 60 - 1)]} / 00 00 00 3c {Hex.Text(new byte[36])}");
    }

    [Fact]
    public void Several_MPEG_audio_frames_of_one_packet_follow_each_other_in_time()
    {
        Assert.Equal(
            $"{Frame} / {Frame} +2160 / {Frame} +4320",
            Golden.Receive(StaticPayloads.Mpa, $"00 00 00 00 {Frame} {Frame} {Frame} *", out int malformed));
        Assert.Equal(0, malformed);
    }

    [Fact]
    public void An_MPEG_audio_frame_with_a_hole_is_given_up()
    {
        string half = Hex.Text(new byte[48]);
        Assert.Equal("", Golden.Receive(StaticPayloads.Mpa, $"00 00 00 00 {Frame[..143]} / lost / 00 00 00 30 {half}", out int malformed));
        Assert.Equal(0, malformed);
        Assert.Equal("", Golden.Receive(StaticPayloads.Mpa, $"00 00 00 00 {Frame[..143]} / 00 00 00 31 {half}", out malformed));
        Assert.Equal(1, malformed);
    }

    [Theory]
    [InlineData("ff fb 04 00")] // free format
    [InlineData("ff fb f4 00")] // no such bit rate
    [InlineData("ff fb 1c 00")] // no such sampling rate
    [InlineData("ff eb 14 00")] // no such version
    [InlineData("ff f9 14 00")] // no such layer
    [InlineData("fe fb 14 00")] // no frame
    public void What_is_no_MPEG_audio_frame_is_malformed(string header)
    {
        string packets = $"00 00 00 00 {Frame} / 00 00 00 00 {header} / 00 00 00 00 {header}";
        Assert.Equal(Frame, Golden.Receive(StaticPayloads.Mpa, packets, out int malformed));
        Assert.Equal(2, malformed);
    }

    [Fact]
    public void Static_payload_types_are_used_where_there_are_any()
    {
        static PayloadDescription Describe(Codec codec, int rate, int channels) =>
            PayloadFormats.Describe(Film.TrackOf(codec) with { Clock = new(rate), Channels = channels }, 98);

        Assert.Equal(new(0, "PCMU", new(8_000), 1, ""), Describe(Codec.Pcmu, 8_000, 1));
        Assert.Equal(new(98, "PCMU", new(8_000), 2, ""), Describe(Codec.Pcmu, 8_000, 2));
        Assert.Equal(new(8, "PCMA", new(8_000), 1, ""), Describe(Codec.Pcma, 8_000, 1));
        Assert.Equal(new(98, "PCMA", new(16_000), 1, ""), Describe(Codec.Pcma, 16_000, 1));
        Assert.Equal(new(10, "L16", new(44_100), 2, ""), Describe(Codec.L16, 44_100, 2));
        Assert.Equal(new(11, "L16", new(44_100), 1, ""), Describe(Codec.L16, 44_100, 1));
        Assert.Equal(new(98, "L16", new(48_000), 6, ""), Describe(Codec.L16, 48_000, 6));
        Assert.Equal(new(14, "MPA", new(90_000), 0, ""), Describe(Codec.Mp3, 90_000, 2));
        Assert.Equal(new(98, "opus", new(48_000), 2, "sprop-stereo=1"), Describe(Codec.Opus, 48_000, 2));
        Assert.Equal(new(98, "opus", new(48_000), 2, "sprop-stereo=0"), Describe(Codec.Opus, 48_000, 1));
    }

    [Fact]
    public void Every_static_payload_type_is_known_by_its_number()
    {
        for (int number = 0; number < 128; number++)
        {
            if (StaticPayloads.TryGet((byte)number, out PayloadDescription? description))
                Assert.Equal(number, description.PayloadType);
            else
                Assert.DoesNotContain(number, new[] { 0, 8, 10, 11, 14, 26 });
        }
    }

    [Fact]
    public void An_unknown_coding_has_no_depacketizer() =>
        Assert.False(PayloadFormats.TryCreateDepacketizer(new(96, "vnd.onvif.metadata", ClockRate.Video, 0, ""), out _));
}
