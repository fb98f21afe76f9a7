using Streaming.Player.Sound;

namespace Streaming.Player.Tests.Sound;

/// <summary>What resampling does to a tone: how much of it is left, and what is there that was not.</summary>
public sealed class ResamplerTests
{
    [Theory]
    [InlineData(997, 1.0002)]
    [InlineData(997, 0.91875)]
    [InlineData(6_000, 1.001)]
    [InlineData(15_000, 0.9998)]
    [InlineData(19_500, 1.003)]
    public void A_tone_keeps_its_level_within_a_hundredth_of_a_decibel_and_gains_no_noise_above_minus_88(double hertz, double ratio)
    {
        (double level, double rest) = Signal.Fit(Resampled(hertz / 48_000, ratio), hertz * ratio / 48_000);
        Assert.InRange(20 * Math.Log10(level / 0.5), -0.01, 0.01);
        Assert.True(20 * Math.Log10(rest / (0.5 / Math.Sqrt(2))) < -88, $"{20 * Math.Log10(rest / 0.35):0.0} dB");
    }

    [Theory]
    [InlineData(0.30)]
    [InlineData(0.40)]
    [InlineData(0.415)]
    public void The_image_of_a_tone_is_80_decibels_below_it_when_the_rate_is_raised(double cycles)
    {
        const double ratio = 0.5;
        (_, double rest) = Signal.Fit(Resampled(cycles, ratio), cycles * ratio);
        Assert.True(20 * Math.Log10(rest / (0.5 / Math.Sqrt(2))) < -80, $"{20 * Math.Log10(rest / 0.35):0.0} dB");
    }

    [Fact]
    public void A_ratio_that_changes_all_the_time_makes_no_corner()
    {
        Resampler resampler = new(1);
        Func<long, float> tone = Signal.Tone(1_000);
        List<float> heard = [];
        float[] output = new float[64];
        long pushed = 0;
        for (int i = 0; i < 2_000; i++)
        {
            double from = 1 + (0.003 * Math.Sin(i / 20.0)), to = 1 + (0.003 * Math.Sin((i + 1) / 20.0));
            int needed = resampler.Needed(64, from, to);
            resampler.Push([.. Enumerable.Range(0, needed).Select(_ => tone(pushed++))]);
            resampler.Pull(output, from, to);
            heard.AddRange(output);
        }

        double smooth = 0.5 * Math.Pow(2 * Math.PI * 1_000 / 48_000, 2);
        Assert.InRange(Signal.Corner([.. heard.Skip(200)]), 0.98 * smooth, 1.02 * smooth);
    }

    [Fact]
    public void Nothing_is_needed_twice_and_what_is_pending_adds_up()
    {
        Resampler resampler = new(2);
        resampler.Reset(0.25);
        double taken = 0;
        int pushed = 0;
        foreach (int count in new[] { 64, 1, 17, 64, 33 })
        {
            int needed = resampler.Needed(count, 1.002, 1.001);
            resampler.Push(new float[needed * 2]);
            pushed += needed;
            Assert.Equal(0, resampler.Needed(count, 1.002, 1.001));
            resampler.Pull(new float[count * 2], 1.002, 1.001);
            taken += (1.002 * count) - (0.001 * (count + 1) / 2);
        }

        Assert.Equal(pushed - Resampler.Behind - 0.25 - taken, resampler.Pending, 9);
    }

    private static float[] Resampled(double cycles, double ratio)
    {
        const int frames = 20_000;
        Resampler resampler = new(1);
        float[] output = new float[frames];
        long pushed = 0;
        for (int done = 0; done < frames; done += 100)
        {
            int needed = resampler.Needed(100, ratio, ratio);
            resampler.Push([.. Enumerable.Range(0, needed).Select(_ => (float)(0.5 * Math.Sin(2 * Math.PI * cycles * pushed++)))]);
            resampler.Pull(output.AsSpan(done, 100), ratio, ratio);
        }

        return output[100..];
    }
}
