using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Testing;

namespace Streaming.Codecs.Tests.Payloads;

/// <summary>RFC 7798, without decoding order numbers.</summary>
public sealed class H265Tests
{
    private const string Start = "00 00 00 01";

    private static readonly Track Film265 = Film.TrackOf(Codec.H265);

    [Theory]
    [InlineData(64, "26 01 af 15", "26 01 af 15 *")]
    [InlineData(64, "40 01 0c | 42 01 01 | 44 01 c1", "60 01 00 03 40 01 0c 00 03 42 01 01 00 03 44 01 c1 *")]
    [InlineData(64, "02 0b 01 | 02 0a 02", "60 0a 00 03 02 0b 01 00 03 02 0a 02 *")] // the lower temporal level
    [InlineData(8, "26 01 01 02 03 04 05 06 07 08 09 0a 0b", "62 01 93 01 02 03 04 05 / 62 01 13 06 07 08 09 0a / 62 01 53 0b *")]
    public void Units_travel_whole_together_or_in_fragments(int max, string units, string packets) =>
        Golden.Holds(Film265, Golden.Nal(units), max, packets);

    [Theory]
    [InlineData("26 01 af * / lost / 02 01 d0 +3000 *", $"{Start} 26 01 af / ~ {Start} 02 01 d0 +3000")]
    [InlineData("26 01 af * / lost / 46 01 50 +3000 / 02 01 d0 +3000 *", $"{Start} 26 01 af / {Start} 46 01 50 {Start} 02 01 d0 +3000")]
    [InlineData("26 01 af / lost / 62 01 53 01 *", $"~ {Start} 26 01 af")]
    public void What_networks_lose_is_understood(string packets, string samples)
    {
        Assert.Equal(samples, Golden.Receive(PayloadFormats.Describe(Film265, 96), packets, out int malformed));
        Assert.Equal(0, malformed);
    }

    [Theory]
    [InlineData("26 01 af / 60 01 00 01 40 *", $"~ {Start} 26 01 af")] // half a header
    [InlineData("26 01 af / 64 01 00 00 *", $"~ {Start} 26 01 af")] // PACI
    [InlineData("26 01 af / 26 *", $"~ {Start} 26 01 af")]
    public void What_is_malformed_is_counted_and_costs_its_sample_the_claim_to_be_whole(string packets, string samples)
    {
        Assert.Equal(samples, Golden.Receive(PayloadFormats.Describe(Film265, 96), packets, out int malformed));
        Assert.Equal(1, malformed);
    }

    [Fact]
    public void The_description_carries_profile_and_parameter_sets()
    {
        Track track = Film265 with
        {
            Configuration = Hex.Bytes(
                "00000001 40010c01ffff016000000300900000030000 03005a959409"
                + "00000001 42010101600000030090000003000003005aa006420151f796565924cafff018f01906a04040a080000003008000000c04"
                + "00000001 4401c172b46240"),
        };
        Assert.Equal(
            "profile-space=0; profile-id=1; tier-flag=0; level-id=90; interop-constraints=900000000000; "
            + "sprop-vps=QAEMAf//AWAAAAMAkAAAAwAAAwBalZQJ; "
            + "sprop-sps=QgEBAWAAAAMAkAAAAwAAAwBaoAZCAVH3llZZJMr/8BjwGQagQECggAAAAwCAAAAMBA==; sprop-pps=RAHBcrRiQA==",
            PayloadFormats.Describe(track, 96).Parameters);
        Assert.Equal("", PayloadFormats.Describe(Film265, 96).Parameters);
    }
}
