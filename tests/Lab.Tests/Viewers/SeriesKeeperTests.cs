using Streaming.Lab.Records;
using Streaming.Lab.Viewers;

namespace Streaming.Lab.Tests.Viewers;

public sealed class SeriesKeeperTests
{
    /// <summary>One packet of 1 000 bytes every ten milliseconds is 838.4 kb/s to a contract: with 48 bytes of headers each.</summary>
    [Fact]
    public void What_is_received_is_counted_as_contracts_count_it()
    {
        SeriesKeeper keeper = new();
        for (int i = 0; i < 200; i++)
            keeper.Received(1_000);
        keeper.Close(TimeSpan.FromSeconds(2), default, new(838_400), TimeSpan.Zero);
        keeper.Close(TimeSpan.FromSeconds(2), default, new(838_400), TimeSpan.Zero);

        SessionSeries series = keeper.Take(0);
        Assert.Equal([838_400, 0], series.Received);
        Assert.Equal([838_400, 838_400], series.Contract);
    }
}
