namespace Streaming.Codecs.Tests.Primitives;

public sealed class ParityLayoutTests
{
    [Theory]
    [InlineData("none", 0, 0, false, 0)]
    [InlineData("10x5", 10, 5, false, 0.2)]
    [InlineData("10x0", 10, 0, true, 0.1)]
    [InlineData("1x0", 1, 0, true, 1)]
    [InlineData("10x5+rows", 10, 5, true, 0.3)]
    [InlineData("64x6", 64, 6, false, 0.166666666)]
    public void A_layout_is_written_as_it_is_read(string text, int columns, int rows, bool hasRows, double overhead)
    {
        Assert.True(ParityLayout.TryParse(text, out ParityLayout layout));
        Assert.Equal(new((byte)columns, (byte)rows, hasRows), layout);
        Assert.Equal(overhead, layout.Overhead.Billionths / 1e9);
        Assert.Equal(text, layout.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("x")]
    [InlineData("0x5")]
    [InlineData("10x1")]
    [InlineData("65x2")]
    [InlineData("2x65")]
    [InlineData("64x7")]
    [InlineData("256x2")]
    [InlineData("-1x5")]
    [InlineData("10x5+ROWS")]
    [InlineData("10x0+rows")]
    [InlineData(" 10x5")]
    [InlineData("none+rows")]
    public void Anything_else_is_refused(string text) => Assert.False(ParityLayout.TryParse(text, out _));

    [Fact]
    public void Column_parity_comes_in_the_block_behind_its_own()
    {
        Assert.Equal((50, 10, 100), Figures(ParityLayout.OfColumns(10, 5)));
        Assert.Equal((10, 1, 10), Figures(ParityLayout.OfRows(10)));
        Assert.Equal((50, 15, 100), Figures(ParityLayout.OfBoth(10, 5)));
        Assert.Equal((0, 0, 0), Figures(ParityLayout.None));
    }

    private static (int Packets, int Parity, int Span) Figures(ParityLayout layout) => (layout.Packets, layout.ParityPackets, layout.Span);
}
