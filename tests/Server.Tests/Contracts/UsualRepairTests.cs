using Streaming.Server.Contracts;

namespace Streaming.Server.Tests.Contracts;

/// <summary>The layout that a client is given who wants parity and does not say which.</summary>
public sealed class UsualRepairTests
{
    [Theory]
    [InlineData(0.2, "5x0")]
    [InlineData(25, "5x0")]
    [InlineData(39, "5x0")]
    [InlineData(47, "2x5")]
    [InlineData(200, "10x5")]
    [InlineData(380, "19x5")]
    [InlineData(2_000, "20x5")]
    [InlineData(1e9, "20x5")]
    public void Columns_are_as_many_as_come_within_half_a_second(double packetsPerSecond, string layout)
    {
        ParityLayout chosen = UsualRepair.LayoutFor(packetsPerSecond);
        Assert.Equal(layout, $"{chosen}");
        Assert.True(chosen.HasRowParity || chosen.Span / packetsPerSecond <= 0.5);
    }
}
