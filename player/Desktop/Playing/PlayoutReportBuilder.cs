using Streaming.Player.Playout;
using Streaming.Player.Reporting;

namespace Streaming.Player.Desktop.Playing;

/// <summary>What became of a session on the screen, for the report.</summary>
internal static class PlayoutReportBuilder
{
    public static PlayoutReport Build(Viewing viewing, SeekLog seeks, StatisticsKeeper keeper, Instant now)
    {
        PlayoutStatistics playout = viewing.Playout.Snapshot(now);
        bool isMeasured = viewing.Skew.Count > 0;
        return new()
        {
            TargetMs = Ms(playout.Target),
            LevelMs = Ms(playout.Level),
            Stalls = playout.Stalls,
            StalledMs = Ms(playout.Stalled),
            LateSamples = playout.LateSamples,
            SkewMedianMs = isMeasured ? Ms(viewing.Skew.Median) : null,
            SkewP99Ms = isMeasured ? Ms(viewing.Skew.Percentile99) : null,
            ConcealedMs = Ms(viewing.Sound.Report.Concealed),
            AudibleAdjustments = playout.Adjustments,
            DecoderDrops = viewing.DecoderDrops + playout.Overflowed,
            RenderDrops = viewing.Pictures.Late + viewing.Pictures.Overflowed,
            Latency = keeper.View is { } view
                ? new(Ms(view.Network), Ms(view.Repair), Ms(view.JitterBuffer), Ms(view.Decode), Ms(view.Display)) : null,
            FirstPictureMs = seeks.FirstPicture is { } first ? Ms(first) : null,
            Seeks = [.. seeks.Done],
        };
    }

    private static double Ms(TimeSpan time) => Math.Round(time.TotalMilliseconds, 3);
}
