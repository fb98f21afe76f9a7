using Streaming.Player.Sound;

namespace Streaming.Player.Tests.Sound;

/// <summary>Sound at another pace: the same pitch, no clicks, where the clock is.</summary>
public sealed class PaceTests
{
    [Theory]
    [InlineData(0.95)]
    [InlineData(1.05)]
    [InlineData(0.5)]
    [InlineData(1.5)]
    [InlineData(2)]
    public void The_pitch_stays_within_a_thousandth_at_every_pace(double pace)
    {
        foreach (double hertz in new[] { 220.0, 440, 997 })
        {
            Loudspeaker speaker = new Loudspeaker(Signal.Tone(hertz)).Start();
            speaker.Pace(pace);
            speaker.Play(6);
            Assert.InRange(Signal.Pitch(speaker.Last(5)), hertz * 0.999, hertz * 1.001);
            Assert.InRange(Signal.Rms(speaker.Last(5)), 0.5 / Math.Sqrt(2) * 0.97, 0.5 / Math.Sqrt(2) * 1.03);
            Assert.True(speaker.Path.Report.Splices > 5);
        }
    }

    [Theory]
    [InlineData(0.95)]
    [InlineData(1.05)]
    [InlineData(0.5)]
    [InlineData(1.5)]
    [InlineData(2)]
    public void Splices_of_a_voice_have_no_corner_that_the_voice_has_not(double pace)
    {
        foreach (double hertz in new[] { 110.0, 150, 233 })
        {
            Func<long, float> voice = Signal.Voice(hertz);
            double own = Signal.Corner([.. Enumerable.Range(0, 48_000).Select(i => voice(i))]);
            Loudspeaker speaker = new Loudspeaker(voice).Start();
            speaker.Pace(pace);
            speaker.Play(4);
            Assert.InRange(Signal.Corner(speaker.Last(3.5)), 0.5 * own, 1.5 * own);
        }
    }

    [Fact]
    public void Sound_stays_within_5_ms_of_the_clock_while_the_pace_changes_up_and_down()
    {
        foreach (Func<long, float> film in new[] { Signal.Tone(440), Signal.Voice(120), Noise })
        {
            Loudspeaker speaker = new Loudspeaker(film).Start();
            foreach (double pace in new[] { 1.0, 1.05, 1, 0.95, 1.03, 0.97, 1, 1.05, 0.95, 1 })
            {
                speaker.Pace(pace);
                speaker.Play(3);
            }

            Assert.InRange(Loudspeaker.Percentile99(speaker.Errors), 0, 5);
            Assert.Equal(0, speaker.Path.Report.Adjustments);
            Assert.Equal(0, speaker.Path.Report.Underruns);
        }
    }

    [Theory]
    [InlineData(1.5)]
    [InlineData(2)]
    public void At_a_viewers_speed_sound_stays_within_5_ms_of_his_time(double pace)
    {
        Loudspeaker speaker = new Loudspeaker(Signal.Voice(150)).Start();
        speaker.Pace(pace);
        speaker.Play(10);
        Assert.InRange(Loudspeaker.Percentile99(speaker.Errors) / pace, 0, 5);
    }

    [Fact]
    public void Noise_is_as_loud_at_every_pace()
    {
        double own = Signal.Rms([.. Enumerable.Range(0, 48_000).Select(i => Noise(i))]);
        foreach (double pace in new[] { 0.95, 1.05, 2 })
        {
            Loudspeaker speaker = new Loudspeaker(Noise).Start();
            speaker.Pace(pace);
            speaker.Play(3);
            Assert.InRange(Signal.Rms(speaker.Last(2)), own * 0.9, own * 1.1);
        }
    }

    [Fact]
    public void A_correction_of_skew_is_followed_by_resampling_and_never_spliced()
    {
        Loudspeaker speaker = new Loudspeaker(Signal.Tone(440)).Start();
        speaker.Play(1);
        speaker.Pace(1, skew: 800);
        speaker.Play(10);
        Assert.Equal(0, speaker.Path.Report.Splices);
        Assert.Equal(1.0008, speaker.Path.Report.Ratio, 4);
        Assert.InRange(Loudspeaker.Percentile99(speaker.Errors), 0, 1);
    }

    [Fact]
    public void The_state_says_that_sound_is_stretched_and_splices_are_few()
    {
        Loudspeaker speaker = new Loudspeaker(Signal.Voice(150)).Start();
        speaker.Play(2);
        Assert.Equal((SoundState.Playing, 0), (speaker.Path.Report.State, speaker.Path.Report.Splices));
        speaker.Pace(1.05);
        speaker.Play(10);
        Assert.Equal(SoundState.Stretching, speaker.Path.Report.State);
        Assert.InRange(speaker.Path.Report.Splices, 40, 100);
    }

    /// <summary>Has no period at all.</summary>
    private static float Noise(long frame)
    {
        ulong x = (ulong)frame * 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return (float)(((x >> 40) / (double)(1 << 24)) - 0.5) * 0.6f;
    }
}
