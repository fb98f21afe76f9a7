using Streaming.Player.Playout;

namespace Streaming.Player.Tests.Playout;

public sealed class SkewMeterTests
{
    private static Instant At(double seconds) => Instant.FromSeconds(1_000 + seconds);

    [Fact]
    public void Sound_that_is_ahead_of_the_picture_is_early()
    {
        SkewMeter meter = new();
        meter.PictureShown(MediaTime.FromSeconds(1), At(1));
        Assert.Null(meter.Now);

        // 20 ms before the picture came up the sound of 10 ms earlier than the picture was heard: 10 ms ahead.
        meter.SoundHeard(MediaTime.FromSeconds(0.99), At(0.98), PlayRate.Normal);
        meter.PictureShown(MediaTime.FromSeconds(1), At(1));
        Assert.Equal(TimeSpan.FromMilliseconds(10), meter.Now);
        meter.SoundHeard(MediaTime.FromSeconds(1.975), At(2), new(2_000_000));
        meter.PictureShown(MediaTime.FromSeconds(2), At(2));
        Assert.Equal(TimeSpan.FromMilliseconds(-12.5), meter.Now);
    }

    [Fact]
    public void Median_and_p99_are_of_all_pictures()
    {
        SkewMeter meter = new();
        for (int i = 0; i < 1_000; i++)
        {
            double at = i * 0.04;
            meter.SoundHeard(MediaTime.FromSeconds(at + (i % 50 == 0 ? -0.030 : 0.002)), At(at), PlayRate.Normal);
            meter.PictureShown(MediaTime.FromSeconds(at), At(at));
        }

        Assert.Equal((1_000, 2.0, 30.0), (meter.Count, meter.Median.TotalMilliseconds, meter.Percentile99.TotalMilliseconds));
    }

    [Fact]
    public void Windows_hold_the_mean_of_100_ms_and_say_where_nothing_was_shown()
    {
        SkewMeter meter = new();
        foreach ((double at, double skew) in ((double, double)[])[(0.01, 0.004), (0.05, 0.008), (0.31, 0.001), (0.42, 0)])
        {
            meter.SoundHeard(MediaTime.FromSeconds(at + skew), At(at), PlayRate.Normal);
            meter.PictureShown(MediaTime.FromSeconds(at), At(at));
        }

        Assert.Equal([6f, float.NaN, float.NaN, 1f], meter.Windows);
    }

    [Fact]
    public void Nothing_is_measured_against_sound_that_is_silent()
    {
        SkewMeter meter = new();
        meter.SoundHeard(MediaTime.FromSeconds(1), At(1), PlayRate.Normal);
        meter.PictureShown(MediaTime.FromSeconds(3), At(3));
        meter.SoundHeard(MediaTime.FromSeconds(4), At(4), PlayRate.Normal);
        meter.Interrupted();
        meter.PictureShown(MediaTime.FromSeconds(4), At(4));
        Assert.Equal((0, (TimeSpan?)null), (meter.Count, meter.Now));
    }
}
