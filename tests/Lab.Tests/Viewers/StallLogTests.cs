using Streaming.Lab.Records;
using Streaming.Lab.Viewers;

namespace Streaming.Lab.Tests.Viewers;

public sealed class StallLogTests
{
    private static readonly Instant Start = Instant.FromSeconds(50);

    [Fact]
    public void A_stall_is_told_once_and_lasts_until_the_picture_moves()
    {
        StallLog log = new(Start);
        Assert.False(log.Tell(stands: false, At(1)));
        Assert.True(log.Tell(stands: true, At(2)));
        Assert.False(log.Tell(stands: true, At(2.5)));
        Assert.Equal(TimeSpan.FromSeconds(1), log.LengthAt(At(3)));
        Assert.False(log.Tell(stands: false, At(3.25)));
        Assert.True(log.Tell(stands: true, At(7)));

        Assert.True(log.IsStanding);
        Assert.Equal((2, TimeSpan.FromSeconds(2.25)), (log.Count, log.LengthAt(At(8))));
        Assert.Equal([new StallRecord(2, 1_250)], log.All);
    }

    [Fact]
    public void Drops_are_counted_by_second_link_and_cause()
    {
        DropLog log = new(Start);
        log.Add("wifi", "loss", At(1.2));
        log.Add("uplink", "queueFull", At(1.3));
        log.Add("wifi", "loss", At(1.9));
        log.Add("wifi", "loss", At(2.1));

        Assert.Equal(
            [new(1, "wifi", "loss", 2), new(1, "uplink", "queueFull", 1), new DropRecord(2, "wifi", "loss", 1)], log.All);
    }

    [Fact]
    public void What_no_line_is_left_for_is_counted_in_the_last_of_its_kind()
    {
        DropLog log = new(Start);
        for (int second = 0; second < 20_000; second++)
            log.Add(second % 2 == 0 ? "wifi" : "uplink", "loss", At(second));

        Assert.Equal(10_800, log.All.Count);
        Assert.Equal(20_000, log.All.Sum(drop => drop.Packets));
        Assert.Equal((10_799, 4_601), (log.All[^1].SecondS, log.All[^1].Packets));
    }

    private static Instant At(double seconds) => Start + TimeSpan.FromSeconds(seconds);
}
