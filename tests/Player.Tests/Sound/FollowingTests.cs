using Streaming.Player.Sound;

namespace Streaming.Player.Tests.Sound;

/// <summary>What is heard at an instant is what the clock says for it, whatever the device does.</summary>
public sealed class FollowingTests
{
    [Fact]
    public void A_beep_is_heard_within_a_millisecond_of_its_place_in_the_film()
    {
        Loudspeaker speaker = new Loudspeaker(Signal.Beeps).Start();
        speaker.Play(10.5);
        List<double> onsets = speaker.Onsets();
        Assert.Equal(11, onsets.Count);
        Assert.All(onsets.Skip(1).Index(), onset => Assert.InRange(onset.Item - (onset.Index + 1), -0.001, 0.001));
    }

    [Fact]
    public void A_beep_is_heard_within_5_ms_of_its_place_while_catching_up()
    {
        Loudspeaker speaker = new Loudspeaker(frame => Signal.Beeps(frame) + Signal.Tone(300, 0.004)(frame)).Start();
        speaker.Pace(1.05);
        speaker.Play(20);
        List<double> onsets = speaker.Onsets();
        Assert.InRange(onsets.Count, 20, 22);
        Assert.All(onsets.Skip(1), onset => Assert.InRange((onset * 1.05) - Math.Round(onset * 1.05), -0.005, 0.005));
        Assert.True(speaker.Path.Report.Splices > 50);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(-200)]
    public void A_device_that_is_200_ppm_off_for_an_hour_is_followed_within_a_millisecond_and_never_heard_to_be(double skew)
    {
        Loudspeaker speaker = new(Signal.Tone(400, rate: 8_000), rate: 8_000, channels: 1) { DeviceSkew = skew, IsRecording = false };
        speaker.Film = Table(speaker.Film);
        speaker.Start().Play(3_600);
        SoundReport report = speaker.Path.Report;
        Assert.InRange(speaker.Errors.Skip(3_000).Max(Math.Abs), 0, 1);
        Assert.Equal((0, 0, 0), (report.Adjustments, report.Splices, report.Underruns));
        Assert.InRange(report.DeviceSkew, skew - 2, skew + 2);
    }

    [Fact]
    public void A_device_that_asks_unevenly_is_followed_by_its_mean()
    {
        Func<long, double> uneven = call => 0.003 * Math.Sin(call * 12.9898) * Math.Cos(call * 4.1);
        Loudspeaker speaker = new Loudspeaker(Signal.Tone(440)) { DeviceSkew = 100, Jitter = uneven }.Start();
        speaker.Play(60);
        Assert.InRange(speaker.Errors.Skip(1_000).Max(Math.Abs), 0, 1);
        Assert.Equal(0, speaker.Path.Report.Adjustments + speaker.Path.Report.Splices);
        Assert.InRange(Signal.Pitch(speaker.Last(20)), 440 * 0.999, 440 * 1.001);
    }

    [Fact]
    public void A_device_whose_latency_grows_by_40_ms_is_back_in_step_within_two_seconds()
    {
        bool grew = false;
        Loudspeaker speaker = new Loudspeaker(Signal.Voice(150)) { Jitter = _ => grew ? 0.04 : 0 }.Start();
        speaker.Play(5);
        grew = true;
        speaker.Play(2);
        double error = speaker.Errors[^1] + 40;
        Assert.InRange(error, -5, 5);
    }

    [Fact]
    public void A_jump_of_the_clock_is_a_fade_and_one_adjustment()
    {
        Loudspeaker speaker = new Loudspeaker(Signal.Tone(440)).Start();
        speaker.Play(2);
        speaker.Clock.Jump(speaker.Clock.PositionAt(speaker.Now) + TimeSpan.FromMilliseconds(250), speaker.Now);
        speaker.Play(1);
        Assert.Equal(1, speaker.Path.Report.Adjustments);
        Assert.InRange(speaker.Errors[^1], -0.5, 0.5);
        Assert.InRange(Signal.Corner(speaker.Last(2)), 0, 0.004);
    }

    [Fact]
    public void A_step_of_30_ms_is_spliced_away_within_a_second()
    {
        Loudspeaker speaker = new Loudspeaker(Signal.Voice(150)).Start();
        speaker.Play(2);
        speaker.Clock.Jump(speaker.Clock.PositionAt(speaker.Now) + TimeSpan.FromMilliseconds(30), speaker.Now);
        speaker.Play(1);
        Assert.Equal(0, speaker.Path.Report.Adjustments);
        Assert.InRange(speaker.Path.Report.Splices, 2, 4);
        Assert.InRange(speaker.Errors[^1], -5, 5);
    }

    [Fact]
    public void Filling_allocates_nothing_whatever_happens()
    {
        Loudspeaker speaker = new Loudspeaker(Signal.Voice(150)) { IsRecording = false }.Start();
        speaker.Play(0.5);
        float[] buffer = new float[960];
        long before = 0;
        for (int i = 0; i < 40; i++)
        {
            // Runs dry, and stands still, and goes on faster.
            if (i == 5)
                before = GC.GetAllocatedBytesForCurrentThread();
            speaker.Clock.Steer(new(i % 3 == 0 ? 1_050_000 : 2_000_000), 0, speaker.Now + TimeSpan.FromMilliseconds(10 * i));
            speaker.Path.IsMuted = i % 2 == 0;
            speaker.Path.Fill(buffer, speaker.Now + TimeSpan.FromMilliseconds(10 * i));
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(1, speaker.Path.Report.Underruns);
    }

    /// <summary>One second over and over: sines cost more than what is tested.</summary>
    private static Func<long, float> Table(Func<long, float> film)
    {
        float[] second = [.. Enumerable.Range(0, 8_000).Select(i => film(i))];
        return frame => second[frame % 8_000];
    }
}
