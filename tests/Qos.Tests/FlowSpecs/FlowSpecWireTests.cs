using Streaming.Primitives.Chance;
using Streaming.Qos.FlowSpecs;
using Streaming.Testing;

namespace Streaming.Qos.Tests.FlowSpecs;

public sealed class FlowSpecWireTests
{
    private const string Guarantee =
        "1000 000f" // fifteen words follow
        + "02 00 000d 7f 00 0008" // guaranteed, thirteen words: TOKEN_BUCKET_TSPEC of eight
        + "00000000001e8480 0000000000003a98 000000e8d4a51000 0000003c 000005a8"
        + "82 00 0003 00000000002dc6c0 00000000" // RSPEC of three: R, and no slack
        + "c8 00 0000";

    [Theory, Seeds(500)]
    public void What_is_written_is_read_back_the_same(ulong seed)
    {
        FlowSpec spec = SomeSpecs.Flow(new(seed));
        byte[] wire = Written(spec);
        Assert.True(FlowSpecWire.TryParse(wire, out FlowSpec? read, out ParseError error), $"{error}");
        Assert.Equal(FlowSpecText.Format(spec), FlowSpecText.Format(read));
        Assert.Equal(spec, read);
        Assert.Equal(wire, Written(read));
    }

    [Fact]
    public void Protection_lies_on_the_wire_as_track_columns_rows_and_whether_rows_have_parity()
    {
        FlowSpec spec = new()
        {
            Protection = [new(1, ParityLayout.OfColumns(10, 5)), new(2, ParityLayout.OfBoth(5, 6)), new(3, ParityLayout.OfRows(8))],
            Resend = Ratio.Percent(5),
        };
        byte[] expected = Hex.Bytes(
            "1000 000e 05 00 0000 c8 00 000c" // controlled load, nothing of its own; the receiver's: twelve words
            + "aa 00 0002 00000001 0a 05 0000 aa 00 0002 00000002 05 06 0001 aa 00 0002 00000003 08 00 0001"
            + "ab 00 0002 0000000002faf080");
        Assert.Equal(expected, Written(spec));
    }

    [Theory]
    [InlineData("80000000 0a 05 0000")] // a negative track
    [InlineData("00000001 0a 05 0002")] // a bit that means nothing
    [InlineData("00000001 0a 01 0000")] // a single row
    [InlineData("00000001 00 05 0000")] // no column
    [InlineData("00000001 0a 00 0000")] // no parity at all
    [InlineData("00000001 40 40 0001")] // a block of 4 096 packets
    public void Protection_that_is_none_is_refused(string protection)
    {
        string wire = $"1000 0005 05 00 0000 c8 00 0003 aa 00 0002 {protection}";
        Assert.False(FlowSpecWire.TryParse(Hex.Bytes(wire), out _, out ParseError error));
        Assert.Equal(ParseFault.Invalid, error.Fault);
    }

    [Fact]
    public void Controlled_load_lies_on_the_wire_as_RFC_2210_lays_it_out()
    {
        FlowSpec spec = new() { Traffic = new(BitRate.Mbps(2), new(15_000), BitRate.Mbps(10), new(60), new(1_448)), Priority = 7 };
        byte[] expected = Hex.Bytes(
            "1000 000e" // version 1; fourteen words follow
            + "05 00 0009 7f 00 0008" // controlled load, nine words: TOKEN_BUCKET_TSPEC of eight
            + "00000000001e8480 0000000000003a98 0000000000989680 0000003c 000005a8"
            + "c8 00 0003 a7 00 0002 0000000000000007"); // the receiver's: its priority
        Assert.Equal(expected, Written(spec));
    }

    [Theory, Seeds(300)]
    public void What_was_promised_carries_R_where_it_is_guaranteed_and_nowhere_else(ulong seed)
    {
        SeededRandom random = new(seed);
        FlowSpec asked = SomeSpecs.Flow(random);
        Contract contract = SomeSpecs.Contract(random) with { Asked = asked };
        byte[] wire = new byte[FlowSpecWire.MaxSize];
        wire = wire[..FlowSpecWire.Write(contract, wire)];

        Assert.True(FlowSpecWire.TryParse(wire, out FlowSpec? read, out BitRate? reserved, out ParseError error), $"{error}");
        Assert.Equal(contract.Class == ServiceClass.Guaranteed ? contract.Reserved : null, reserved);
        Assert.Equal(
            asked with
            {
                Class = contract.Class, Traffic = contract.Traffic, Protection = contract.Protection, Resend = contract.Resend,
            },
            read);
        BitRate rate = reserved ?? BitRate.Zero;
        Assert.Equal(wire, Written(new Contract
        {
            Generation = 1,
            Class = read.Class,
            Traffic = read.Traffic!,
            Reserved = rate,
            Buffer = TimeSpan.Zero,
            Priority = 0,
            Protection = read.Protection,
            Resend = read.Resend,
            Asked = read,
        }));
    }

    [Fact]
    public void A_guarantee_lies_on_the_wire_with_its_RSPEC_behind_its_TSPEC()
    {
        Assert.Equal(Hex.Bytes(Guarantee), Written(new Contract
        {
            Generation = 1,
            Class = ServiceClass.Guaranteed,
            Traffic = new(BitRate.Mbps(2), new(15_000), TrafficSpec.NoPeak, new(60), new(1_448)),
            Reserved = BitRate.Mbps(3),
            Buffer = TimeSpan.FromSeconds(1),
            Priority = 5,
        }));
    }

    [Fact]
    public void Slack_is_passed_over()
    {
        byte[] wire = Hex.Bytes(Guarantee);
        wire[^5] = 7;
        Assert.True(FlowSpecWire.TryParse(wire, out _, out BitRate? reserved, out _));
        Assert.Equal(BitRate.Mbps(3), reserved);
    }

    [Theory]
    [InlineData("00000000001e8480", "00000000001e847f")] // R below r
    [InlineData("00000000001e8480", "000000e8d4a51001")] // above the largest there is
    [InlineData("0000000000000000", "00000000002dc6c0")] // no r
    public void A_reservation_that_cannot_be_is_refused(string rate, string reserved)
    {
        string wire = Guarantee.Replace("00000000001e8480", rate, StringComparison.Ordinal)
            .Replace("00000000002dc6c0", reserved, StringComparison.Ordinal);
        Assert.False(FlowSpecWire.TryParse(Hex.Bytes(wire), out _, out BitRate? read, out ParseError error));
        Assert.Equal((ParseFault.Invalid, null), (error.Fault, read));
    }

    [Theory]
    [InlineData("1000 0006 02 00 0004 82 00 0003 00000000001e8480 00000000 c8 00 0000", ParseFault.Invalid)] // R without r
    [InlineData("1000 0005 02 00 0003 82 00 0002 00000000001e8480 c8 00 0000", ParseFault.Invalid)] // no slack term
    [InlineData("1000 000a 02 00 0008 82 00 0003 00000000001e8480 00000000 82 00 0003 00000000001e8480 00000000 c8 00 0000",
        ParseFault.Invalid)] // twice
    [InlineData("1000 0006 02 00 0004 82 00 0003 ffffffffffffffff 00000000 c8 00 0000", ParseFault.TooLarge)]
    public void A_reservation_that_is_not_built_right_is_refused(string wire, ParseFault fault)
    {
        Assert.False(FlowSpecWire.TryParse(Hex.Bytes(wire), out _, out ParseError error));
        Assert.Equal(fault, error.Fault);
    }

    [Theory, Seeds(20)]
    public void No_prefix_is_a_specification(ulong seed)
    {
        byte[] wire = Written(SomeSpecs.Flow(new(seed)));
        for (int length = 0; length < wire.Length; length++)
        {
            Assert.False(FlowSpecWire.TryParse(wire.AsSpan(0, length), out _, out ParseError error));
            Assert.NotEqual(ParseFault.None, error.Fault);
        }
    }

    [Theory, Seeds(300)]
    public void What_is_damaged_is_refused_or_is_a_good_specification(ulong seed)
    {
        SeededRandom random = new(seed);
        byte[] wire = Written(SomeSpecs.Flow(random));
        for (int i = 0; i < 50; i++)
        {
            byte[] damaged = [.. wire];
            for (int hits = random.Next(1, 4); hits > 0; hits--)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            if (FlowSpecWire.TryParse(damaged, out FlowSpec? read, out ParseError error))
                Assert.Null(FlowSpecRules.Check(read));
            else
                Assert.NotEqual(ParseFault.None, error.Fault);
        }
    }

    [Theory]
    [InlineData("0000 0000", ParseFault.Unsupported)] // RFC 2210's own version, with its floating point numbers
    [InlineData("1000 0002 06 00 0000 c8 00 0000", ParseFault.Unsupported)] // a service nobody knows
    [InlineData("1000 0003 05 00 0001 82 00 0000 c8 00 0000", ParseFault.Unsupported)] // RSPEC, which controlled load has not
    [InlineData("1000 0002 05 00 0001 c8 00 0000", ParseFault.Unsupported)] // the first service swallows the second
    [InlineData("1000 0001 05 00 0000", ParseFault.Truncated)] // no second service
    [InlineData("1000 0002 05 00 0000 c8 00 0000 00000000", ParseFault.Invalid)] // more than it says
    public void A_message_that_is_not_built_right_is_refused(string wire, ParseFault fault)
    {
        Assert.False(FlowSpecWire.TryParse(Hex.Bytes(wire), out _, out ParseError error));
        Assert.Equal(fault, error.Fault);
    }

    [Fact]
    public void A_contradiction_is_refused_on_the_wire_as_well()
    {
        FlowSpec spec = new() { Traffic = new(BitRate.Mbps(2), new(1_448), BitRate.Mbps(10), new(60), new(1_448)) };
        byte[] wire = Written(spec);
        wire[27]--; // b, below M now
        Assert.False(FlowSpecWire.TryParse(wire, out _, out ParseError error));
        Assert.Equal(ParseFault.Invalid, error.Fault);
    }

    private static byte[] Written(Contract contract)
    {
        byte[] wire = new byte[FlowSpecWire.MaxSize];
        return wire[..FlowSpecWire.Write(contract, wire)];
    }

    private static byte[] Written(FlowSpec spec)
    {
        byte[] wire = new byte[FlowSpecWire.MaxSize];
        return wire[..FlowSpecWire.Write(spec, wire)];
    }
}
