using Streaming.Primitives.Chance;
using Streaming.Qos.FlowSpecs;
using Streaming.Testing;

namespace Streaming.Qos.Tests.FlowSpecs;

public sealed class FlowSpecWireTests
{
    [Theory, Seeds(500)]
    public void What_is_written_is_read_back_the_same(ulong seed)
    {
        FlowSpec spec = SomeSpecs.Flow(new(seed));
        byte[] wire = Written(spec);
        Assert.True(FlowSpecWire.TryParse(wire, out FlowSpec? read, out ParseError error), $"{error}");
        Assert.Equal(FlowSpecText.Format(spec), FlowSpecText.Format(read));
        Assert.Equal(spec with { Accept = [] }, read with { Accept = [] });
        Assert.Equal(wire, Written(read));
    }

    [Fact]
    public void Controlled_load_lies_on_the_wire_as_RFC_2210_lays_it_out()
    {
        FlowSpec spec = new() { Traffic = new(BitRate.Mbps(2), new(15_000), BitRate.Mbps(10), new(60), new(1_448)), Priority = 7 };
        byte[] expected = Hex.Bytes(
            "1000 000e" // version 1; fourteen words follow
            + "05 00 0009 7f 00 0008" // controlled load, nine words: TOKEN_BUCKET_TSPEC of eight
            + "00000000001e8480 0000000000003a98 0000000000989680 0000003c 000005a8"
            + "c8 00 0003 89 00 0002 0000000000000007"); // the receiver's: its priority
        Assert.Equal(expected, Written(spec));
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
    [InlineData("1000 0003 05 00 0001 82 00 0000 c8 00 0000", ParseFault.Unsupported)] // a parameter that controlled load has not
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

    private static byte[] Written(FlowSpec spec)
    {
        byte[] wire = new byte[FlowSpecWire.MaxSize];
        return wire[..FlowSpecWire.Write(spec, wire)];
    }
}
