using SessionRecord = Streaming.Lab.Records.SessionRecord;

namespace Streaming.Lab.Tests.Viewing;

public sealed class VirtualViewerTests
{
    [Fact]
    public void A_film_is_watched_to_its_end_and_taken_leave_of()
    {
        using LoneStage stage = new LoneStage(LoneStage.Watching(), seconds: 10).Run(60);

        SessionRecord record = stage.Record;
        Assert.Equal("completed", record.Outcome);
        Assert.True(stage.IsGone);
        Assert.Equal(0, stage.Server.Sessions);
        Assert.Equal((stage.Media.Sent, 0L, 0L, 0L), (record.Sent, record.Lost, record.LostAfterRepair, record.Late));
        Assert.Equal((0, 0.0), (record.Stalls, record.StalledMs));
        Assert.InRange(record.StartupMs!.Value, 60, 400);
        Assert.InRange(record.EndedS!.Value, 10, 12);
        Assert.Equal(10, record.DelayMs!.P50);
        Assert.Equal(10, record.DelayMs.Max);
    }
}
