using Streaming.Emulation.Chance;
using Streaming.Primitives.Chance;

namespace Streaming.Emulation.Tests.Chance;

public sealed class PortableMathTests
{
    [Fact]
    public void The_logarithm_is_within_two_units_of_the_last_place()
    {
        SeededRandom random = new(1);
        for (int i = 0; i < 200_000; i++)
        {
            // All sizes: any bits that make a number above zero.
            double x = BitConverter.UInt64BitsToDouble(random.NextUInt64() >> 1);
            if (!double.IsFinite(x) || x == 0)
                continue;
            Check(x);
            Check(random.NextDouble() + double.Epsilon);
            Check(1 + ((random.NextDouble() - 0.5) * 1e-3));
        }
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(2.0)]
    [InlineData(0.5)]
    [InlineData(0.70710678118654752440)]
    [InlineData(1.41421356237309504880)]
    [InlineData(double.Epsilon)]
    [InlineData(double.MaxValue)]
    [InlineData(2.2250738585072014e-308)]
    public void Its_edges_are_as_good_as_the_rest(double x) => Check(x);

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_has_no_logarithm_is_a_mistake_of_the_caller(double x) =>
        Assert.Throws<InvalidOperationException>(() => PortableMath.Log(x));

    /// <summary>All bits: this is what makes a report the same on every machine.</summary>
    [Theory]
    [InlineData(10.0, 0x40026BB1BBB55516)]
    [InlineData(0.1, unchecked((long)0xC0026BB1BBB55515))]
    [InlineData(3.0, 0x3FF193EA7AAD030B)]
    [InlineData(1e-9, unchecked((long)0xC034B927F32BFFB8))]
    public void Its_bits_are_the_same_everywhere(double x, long bits) =>
        Assert.Equal(bits, BitConverter.DoubleToInt64Bits(PortableMath.Log(x)));

    private static void Check(double x)
    {
        double truth = Math.Log(x), found = PortableMath.Log(x), unit = Math.BitIncrement(Math.Abs(truth)) - Math.Abs(truth);
        Assert.True(Math.Abs(found - truth) <= 2 * unit, $"ln {x:r} = {found:r}, not {truth:r}");
    }
}
