using Streaming.Formats.Media;
using Streaming.Formats.Payloads;

namespace Streaming.Codecs.Tests.Payloads;

/// <summary>RFC 3640, mode AAC-hbr and its like.</summary>
public sealed class AacTests
{
    private static readonly Track Sound = Film.TrackOf(Codec.Aac);

    private static readonly PayloadDescription Hbr = PayloadFormats.Describe(Sound, 97);

    [Theory]
    [InlineData(64, "21 10 05", "00 10 00 18 21 10 05 *")]
    [InlineData(10, "01 02 03 04 05 06 07 08 09 0a", "00 10 00 50 01 02 03 04 05 06 / 00 10 00 50 07 08 09 0a *")]
    public void Units_travel_one_by_one_or_in_fragments(int max, string unit, string packets) =>
        Golden.Holds(Sound, Golden.Raw(unit), max, packets);

    [Theory]
    [InlineData("00 20 00 10 00 18 aa bb cc dd ee *", "aa bb / cc dd ee +1024")]
    [InlineData("00 20 00 10 00 19 aa bb cc dd ee *", "aa bb / cc dd ee +2048")] // interleaved: one between them is elsewhere
    [InlineData("00 10 00 20 aa bb / lost / 00 10 00 20 cc dd *", "")] // neither half is a whole
    [InlineData("00 10 00 20 aa bb / 00 10 00 08 cc +1024 *", "cc +1024")]
    [InlineData("00 10 00 20 aa bb / 00 10 00 20 cc dd", "aa bb cc dd")] // never marks
    public void What_others_send_and_networks_lose_is_understood(string packets, string samples)
    {
        Assert.Equal(samples, Golden.Receive(Hbr, packets, out int malformed));
        Assert.Equal(0, malformed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00 10 00")]
    [InlineData("00 08 00 10 aa")] // half a header
    [InlineData("00 20 00 10 00 18 aa bb cc *", "aa bb")] // the second is cut off
    [InlineData("00 10 00 00 *")] // a unit of no bytes
    [InlineData("00 10 00 20 aa bb / 00 10 00 28 cc dd *")] // fragments of two units
    [InlineData("00 10 00 18 aa bb / 00 10 00 18 cc dd *")] // more than announced
    public void What_is_malformed_is_counted(string packets, string samples = "")
    {
        Assert.Equal(samples, Golden.Receive(Hbr, packets, out int malformed));
        Assert.Equal(1, malformed);
    }

    [Theory]
    [InlineData("mode=AAC-lbr;sizelength=6;indexlength=2;indexdeltalength=2;config=1190", "00 10 09 04 aa bb cc", "aa bb / cc +1024")]
    [InlineData("Mode=AAC-hbr; SizeLength=13 ; IndexLength=3;IndexDeltaLength=3;config=2b1188", "00 20 00 08 00 08 aa bb", "aa / bb +2048")]
    [InlineData("mode=AAC-hbr", "00 20 00 08 00 08 aa bb", "aa / bb +1024")]
    [InlineData("config=zz", "00 20 00 08 00 08 aa bb", "aa / bb +1024")]
    public void The_parameters_shape_the_headers(string parameters, string packets, string samples)
    {
        Assert.Equal(samples, Golden.Receive(Hbr with { Parameters = parameters }, packets, out int malformed));
        Assert.Equal(0, malformed);
    }

    [Theory]
    [InlineData("sizelength=13;indexlength=3;indexdeltalength=3;ctsdeltalength=10")]
    [InlineData("sizelength=x")]
    [InlineData("sizelength=0")]
    [InlineData("indexlength=33")]
    public void Modes_that_are_not_understood_are_refused(string parameters) =>
        Assert.False(PayloadFormats.TryCreateDepacketizer(Hbr with { Parameters = parameters }, out _));

    [Theory]
    [InlineData("1190", 48_000, 2, 41)]
    [InlineData("1208", 44_100, 1, 41)]
    [InlineData("1308", 24_000, 1, 40)]
    [InlineData("11B0", 48_000, 6, 42)]
    [InlineData("1010", 96_000, 2, 43)]
    [InlineData("2B1188", 48_000, 2, 44)]
    [InlineData("EB0988", 48_000, 2, 48)]
    [InlineData("", 48_000, 2, 41)]
    public void The_description_carries_the_configuration_and_the_least_level(string config, int rate, int channels, int level)
    {
        Track track = Sound with { Clock = new(rate), Channels = channels, Configuration = Convert.FromHexString(config) };
        Assert.Equal(
            new PayloadDescription(
                97, "MPEG4-GENERIC", new(rate), channels,
                $"streamtype=5; profile-level-id={level}; mode=AAC-hbr; config={config}; sizelength=13; indexlength=3; indexdeltalength=3"),
            PayloadFormats.Describe(track, 97));
    }
}
