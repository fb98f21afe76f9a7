using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Testing;

namespace Streaming.Codecs.Tests.Payloads;

/// <summary>RFC 6184, non-interleaved mode.</summary>
public sealed class H264Tests
{
    private const string Start = "00 00 00 01";

    private static readonly Track Film264 = Film.TrackOf(Codec.H264);

    [Theory]
    [InlineData(64, "65 88 84 21", "65 88 84 21 *")]
    [InlineData(64, "67 64 00 1f | 68 ee 3c 80 | 06 05 01", "78 00 04 67 64 00 1f 00 04 68 ee 3c 80 00 03 06 05 01 *")]
    [InlineData(64, "01 9e | 01 9f", "18 00 02 01 9e 00 02 01 9f *")]
    [InlineData(8, "67 64 00 1f | 68 ee 3c", "67 64 00 1f / 68 ee 3c *")]
    [InlineData(8, "65 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d", "7c 85 01 02 03 04 05 06 / 7c 05 07 08 09 0a 0b 0c / 7c 45 0d *")]
    [InlineData(8, "41 01 02 03 04 05 06 07 08 | 06 05", "5c 81 01 02 03 04 05 06 / 5c 41 07 08 / 06 05 *")]
    public void Units_travel_whole_together_or_in_fragments(int max, string units, string packets) =>
        Golden.Holds(Film264, Golden.Nal(units), max, packets);

    [Fact]
    public void No_more_than_seven_units_share_a_packet() => Golden.Holds(
        Film264,
        Golden.Nal("09 f0 | 06 01 | 06 02 | 06 03 | 06 04 | 06 05 | 06 06 | 06 07"),
        64,
        "18 00 02 09 f0 00 02 06 01 00 02 06 02 00 02 06 03 00 02 06 04 00 02 06 05 00 02 06 06 / 06 07 *");

    [Theory]
    [InlineData("65 88 / 41 9a +3000", $"{Start} 65 88 / {Start} 41 9a +3000")] // never marks
    [InlineData("7c c5 88 84 *", $"{Start} 65 88 84")] // a fragment that is all
    [InlineData("65 88 * / lost / 41 9a +3000 *", $"{Start} 65 88 / ~ {Start} 41 9a +3000")] // may have lost its beginning
    [InlineData("65 88 * / lost / 09 f0 +3000 / 41 9a +3000 *", $"{Start} 65 88 / {Start} 09 f0 {Start} 41 9a +3000")] // cannot have
    [InlineData("65 88 / lost / 7c 45 01 *", $"~ {Start} 65 88")]
    [InlineData("7c 85 88 / lost / 41 9a +3000 *", $"~ {Start} 41 9a +3000")]
    public void What_others_send_and_networks_lose_is_understood(string packets, string samples)
    {
        Assert.Equal(samples, Golden.Receive(PayloadFormats.Describe(Film264, 96), packets, out int malformed));
        Assert.Equal(0, malformed);
    }

    [Theory]
    [InlineData("65 88 / 18 00 00 *", $"~ {Start} 65 88")] // a unit of no bytes
    [InlineData("65 88 / 18 00 05 41 *", $"~ {Start} 65 88")] // longer than its packet
    [InlineData("65 88 / 7c 85 *", $"~ {Start} 65 88")] // a fragment of nothing
    [InlineData("65 88 / 7c 05 01 *", $"~ {Start} 65 88")] // without its first
    [InlineData("65 88 / 7c 85 01 / 41 9a *", $"~ {Start} 65 88")] // without its last
    [InlineData("65 88 / 7c 85 01 / 7c 41 02 *", $"~ {Start} 65 88")] // of two units
    [InlineData("65 88 / 1d 85 00 00 01 *", $"~ {Start} 65 88")] // FU-B: interleaved mode
    [InlineData("65 88 /  *", $"~ {Start} 65 88")] // nothing
    public void What_is_malformed_is_counted_and_costs_its_sample_the_claim_to_be_whole(string packets, string samples)
    {
        Assert.Equal(samples, Golden.Receive(PayloadFormats.Describe(Film264, 96), packets, out int malformed));
        Assert.Equal(1, malformed);
    }

    [Fact]
    public void The_description_carries_profile_and_parameter_sets()
    {
        Track track = Film264 with
        {
            Configuration = Hex.Bytes(
                "00000001 6764001eacd940c82bfbffc063c0641a810102a0000003002000000601e2c5b2c0" + "00000001 68eae1722cb0"),
        };
        Assert.Equal(
            new PayloadDescription(
                96, "H264", ClockRate.Video, 0,
                "packetization-mode=1; profile-level-id=64001E; "
                + "sprop-parameter-sets=Z2QAHqzZQMgr+//AY8BkGoEBAqAAAAMAIAAABgHixbLA,aOrhciyw"),
            PayloadFormats.Describe(track, 96));
        Assert.Equal("packetization-mode=1", PayloadFormats.Describe(Film264, 96).Parameters);
    }
}
