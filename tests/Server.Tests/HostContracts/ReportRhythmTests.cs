using Streaming.Server.Host.Contracts;

namespace Streaming.Server.Tests.HostContracts;

/// <summary>When a client that used to report counts as silent.</summary>
public sealed class ReportRhythmTests
{
    private readonly ReportRhythm _rhythm = new();

    [Fact]
    public void Whoever_never_reports_is_not_missed()
    {
        _rhythm.Begin(At(0), 0);
        Assert.False(_rhythm.IsBroken(At(100_000), 1_000_000_000));
    }

    [Fact]
    public void After_the_first_report_three_of_its_intervals_are_waited_for()
    {
        _rhythm.Begin(At(0), 0);
        _rhythm.Hear(At(5), 1_000_000);
        Assert.False(_rhythm.IsBroken(At(20), 4_000_000));
        Assert.True(_rhythm.IsBroken(At(20.1), 4_000_001));
        _rhythm.Hear(At(21), 4_100_000);
        Assert.False(_rhythm.IsBroken(At(22), 4_200_000));
        Assert.True(_rhythm.IsBroken(At(70), 14_000_000));
    }

    /// <summary>280 kB of sound at 64 kb/s take 35 s; then the scene is quiet, at a tenth of the rate.</summary>
    [Fact]
    public void Who_reports_by_the_bytes_that_came_may_take_its_time_over_quiet_sound()
    {
        _rhythm.Begin(At(0), 0);
        _rhythm.Hear(At(35), 280_000);
        _rhythm.Hear(At(70), 560_000);
        Assert.False(_rhythm.IsBroken(At(70 + 340), 560_000 + 272_000));
        Assert.True(_rhythm.IsBroken(At(70 + 106), 560_000 + 848_000));
    }

    [Fact]
    public void A_pause_is_no_silence()
    {
        _rhythm.Begin(At(0), 0);
        _rhythm.Hear(At(2), 100_000);
        _rhythm.Begin(At(3_600), 120_000);
        Assert.False(_rhythm.IsBroken(At(3_606), 400_000));
        Assert.True(_rhythm.IsBroken(At(3_607), 421_000));
    }

    private static Instant At(double seconds) => Instant.FromSeconds(seconds);
}
