using Streaming.Formats.Media;
using Streaming.Formats.Payloads;
using Streaming.Testing;

namespace Streaming.Codecs.Tests.Payloads;

/// <summary>RTP payload format for AV1, v1.0.</summary>
public sealed class Av1Tests
{
    private static readonly Track FilmAv1 = Film.TrackOf(Codec.Av1);

    [Theory]
    [InlineData(64, "32 02 aa bb", "10 30 aa bb *")]
    [InlineData(64, "0a 03 aa bb cc | 32 04 01 02 03 04", "28 04 08 aa bb cc 30 01 02 03 04 *")] // key: a new sequence
    [InlineData(64, "36 20 02 aa bb", "10 34 20 aa bb *")] // with an extension
    [InlineData(64, "1a 01 aa | 22 01 bb | 22 01 cc | 22 01 dd", "30 02 18 aa 02 20 bb 20 cc / 10 20 dd *")] // three at most
    [InlineData(8, "32 0a 01 02 03 04 05 06 07 08 09 0a", "50 30 01 02 03 04 05 06 / 90 07 08 09 0a *")]
    [InlineData(8, "1a 01 aa | 32 07 01 02 03 04 05 06 07", "60 02 18 aa 30 01 02 03 / 90 04 05 06 07 *")]
    [InlineData(8, "1a 04 aa bb cc dd | 32 01 01", "10 18 aa bb cc dd / 10 30 01 *")] // no header is torn
    [InlineData(8, "32 08 01 02 03 04 05 06 07 08 | 1a 01 aa", "50 30 01 02 03 04 05 06 / a0 02 07 08 18 aa *")]
    public void OBUs_travel_without_size_fields_and_torn_at_will(int max, string units, string packets) =>
        Golden.Holds(FilmAv1, Obus(units), max, packets);

    [Fact]
    public void Temporal_delimiters_stay_at_home() => Golden.Holds(
        FilmAv1, Obus("12 00 | 32 02 aa bb") with { Canonical = Hex.Bytes("32 02 aa bb") }, 64, "10 30 aa bb *");

    [Fact]
    public void A_size_field_longer_than_need_be_is_seen_through() => Golden.Holds(
        FilmAv1, Obus("32 82 80 00 aa bb") with { Canonical = Hex.Bytes("32 02 aa bb") }, 64, "10 30 aa bb *");

    [Theory]
    [InlineData("00 02 30 aa 02 18 bb *", "32 01 aa 1a 01 bb")] // every element with its length
    [InlineData("10 32 01 aa *", "32 01 aa")] // size field left in
    [InlineData("20 01 10 30 aa *", "32 01 aa")] // temporal delimiter left in
    [InlineData("50 30 aa / d0 bb / 90 cc *", "32 03 aa bb cc")] // in three pieces
    [InlineData("10 30 aa / 10 30 bb +1 *", "32 01 aa / 32 01 bb +1")] // never marked
    [InlineData("10 30 aa * / lost / 10 30 bb +1 *", "32 01 aa / ~ 32 01 bb +1")] // may have lost its beginning
    [InlineData("10 30 aa * / lost / 28 01 08 30 bb +1 *", "32 01 aa / 0a 00 32 01 bb +1")] // cannot have
    [InlineData("60 02 18 aa 30 bb / lost / 90 dd *", "~ 1a 01 aa")]
    [InlineData("10 18 aa / lost / a0 01 dd 30 bb *", "~ 1a 01 aa 32 01 bb")] // what is whole is handed on
    public void What_others_send_and_networks_lose_is_understood(string packets, string samples) => Receives(packets, samples, 0);

    [Theory]
    [InlineData("10 18 aa / 10 *", "~ 1a 01 aa")] // an aggregation of nothing
    [InlineData("10 18 aa / 20 05 30 aa *", "~ 1a 01 aa")] // longer than its packet
    [InlineData("10 18 aa / 20 02 30 bb *", "~ 1a 01 aa")] // one too few
    [InlineData("10 18 aa / 00 80 80 80 *", "~ 1a 01 aa")] // a length without end
    [InlineData("10 18 aa / 10 b0 bb *", "~ 1a 01 aa")] // forbidden bit
    [InlineData("10 18 aa / 10 32 05 bb *", "~ 1a 01 aa")] // wrong size field
    [InlineData("10 18 aa / 90 bb *", "~ 1a 01 aa")] // goes on with nothing
    [InlineData("10 18 aa / 50 30 bb / 10 18 cc *", "~ 1a 01 aa 1a 01 cc")] // does not go on
    [InlineData("10 18 aa / 50 30 bb *", "~ 1a 01 aa", 0)] // ends without its end
    public void What_is_malformed_is_counted_and_costs_its_sample_the_claim_to_be_whole(
        string packets, string samples, int malformed = 1) =>
        Receives(packets, samples, malformed);

    [Theory]
    [InlineData("0a 0d 20000002aff79b5f240434 0080", "profile=1; level-idx=0; tier=0")] // a 4:4:4 test picture
    [InlineData("08 040000000400000067800000000000000013", "profile=0; level-idx=9; tier=1")] // with timing and a decoder model
    [InlineData("0c 00 1940", "profile=0; level-idx=5; tier=0")] // a still picture, with an extension
    [InlineData("", "")]
    [InlineData("3200", "")]
    [InlineData("0a0100", "")]
    public void The_description_carries_profile_and_level(string sequenceHeader, string parameters) => Assert.Equal(
        new PayloadDescription(96, "AV1", ClockRate.Video, 0, parameters),
        PayloadFormats.Describe(FilmAv1 with { Configuration = Hex.Bytes(sequenceHeader) }, 96));

    private static void Receives(string packets, string samples, int expected)
    {
        Assert.Equal(samples, Golden.Receive(PayloadFormats.Describe(FilmAv1, 96), packets, out int malformed));
        Assert.Equal(expected, malformed);
    }

    private static FilmSample Obus(string units)
    {
        List<byte> stored = [];
        List<MediaUnit> bounds = [];
        foreach (byte[] unit in units.Split('|').Select(Hex.Bytes))
        {
            bounds.Add(Golden.Unit(stored.Count, unit));
            stored.AddRange(unit);
        }

        return new(new(0, 0, 0, stored.Count, 0, 0, (ushort)bounds.Count, SampleFlags.Key), [.. bounds], [.. stored], [.. stored]);
    }
}
