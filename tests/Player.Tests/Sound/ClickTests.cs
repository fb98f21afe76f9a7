namespace Streaming.Player.Tests.Sound;

/// <summary>Whatever is done to it, sound has no corner sharper than a fade of 5 ms makes.</summary>
public sealed class ClickTests
{
    // A tone of 440 Hz has corners of 0.0017; cut off anywhere it would have one of up to 0.5.
    private const double Smooth = 0.004;

    [Fact]
    public void Pausing_fades_out_and_resuming_fades_in_where_it_stopped()
    {
        Loudspeaker speaker = new Loudspeaker(Signal.Tone(440)).Start();
        speaker.Play(1);
        speaker.Clock.Hold(speaker.Now);
        speaker.Play(1);
        Assert.InRange(Signal.Rms(speaker.Last(0.98)), 0, 1e-6);
        Assert.Null(speaker.Path.Heard);
        speaker.Clock.Resume(speaker.Now);
        speaker.Play(1);
        Assert.InRange(Signal.Rms(speaker.Last(0.9)), 0.34, 0.37);
        Assert.InRange(Signal.Corner(speaker.All), 0.001, Smooth);
        Assert.InRange(speaker.Errors[^1], -0.5, 0.5);
        Assert.Equal(0, speaker.Path.Report.Adjustments);
    }

    [Fact]
    public void Volume_and_mute_are_ramped()
    {
        Loudspeaker speaker = new Loudspeaker(Signal.Tone(440)).Start();
        foreach (double volume in new[] { 1.0, 0.2, 0.9, 0, 1 })
        {
            speaker.Path.Volume = volume;
            speaker.Play(0.2);
            Assert.InRange(Signal.Rms(speaker.Last(0.1)), (0.3535 * volume) - 0.01, (0.3535 * volume) + 0.01);
        }

        speaker.Path.IsMuted = true;
        speaker.Play(0.2);
        Assert.Equal(0, Signal.Rms(speaker.Last(0.1)));
        speaker.Path.IsMuted = false;
        speaker.Play(0.2);
        Assert.InRange(Signal.Rms(speaker.Last(0.1)), 0.34, 0.37);
        Assert.InRange(Signal.Corner(speaker.All), 0.001, Smooth);
    }

    [Fact]
    public void A_raised_volume_rounds_peaks_and_never_passes_full()
    {
        Loudspeaker speaker = new Loudspeaker(Signal.Tone(440, 0.9)).Start();
        speaker.Path.Volume = 7;
        Assert.Equal(1.5, speaker.Path.Volume);
        speaker.Play(1);
        Assert.InRange(speaker.Heard.Max(), 0.95, 1);
        Assert.InRange(Signal.Corner(speaker.All), 0.001, 0.03);
    }

    [Fact]
    public void A_seek_fades_the_old_place_into_the_new_and_drops_what_is_left_of_the_old()
    {
        Loudspeaker speaker = new Loudspeaker(frame => Signal.Tone(frame < 48_000 * 50 ? 440 : 330)(frame)).Start();
        speaker.Play(1);
        speaker.Begin(2, 60);
        speaker.Path.Offer(MediaTime.FromSeconds(1), new float[2_048], segment: 1);
        speaker.Start(60);
        speaker.Play(1);
        Assert.InRange(Signal.Pitch(speaker.Last(0.9)), 329.5, 330.5);
        Assert.InRange(Signal.Corner(speaker.All), 0.001, Smooth);
        Assert.InRange(speaker.Errors[^1], -0.5, 0.5);
        Assert.Equal(1_024, speaker.Path.Report.DroppedFrames);
        Assert.Equal(0, speaker.Path.Report.Adjustments);
    }

    [Fact]
    public void A_segment_that_goes_on_in_another_language_is_joined_without_a_click()
    {
        Loudspeaker speaker = new Loudspeaker(Signal.Tone(440)).Start();
        speaker.Play(1);
        speaker.Begin(2, 1, goesOn: true);
        speaker.Film = Signal.Tone(277);
        speaker.Play(2);
        Assert.InRange(Signal.Pitch(speaker.Last(0.9)), 276.7, 277.3);
        Assert.InRange(Signal.Corner(speaker.All), 0.001, Smooth);
        Assert.Equal(0, speaker.Path.Report.Underruns);
    }

    [Fact]
    public void Sound_begins_and_ends_with_a_fade_and_the_end_is_not_taken_for_a_loss()
    {
        Loudspeaker speaker = new Loudspeaker(frame => (float)(0.5 * Math.Cos(2 * Math.PI * 440 * frame / 48_000))).Start();
        speaker.Play(1);
        speaker.IsStalled = true;
        speaker.Path.Finish();
        speaker.Play(1);
        Assert.InRange(Signal.Corner(speaker.All), 0.001, Smooth);
        Assert.InRange(Signal.Rms(speaker.Last(0.3)), 0, 1e-6);
        Assert.Equal((0, TimeSpan.Zero), (speaker.Path.Report.Underruns, speaker.Path.Report.Concealed));
    }

    [Fact]
    public void Changes_of_pace_make_no_click()
    {
        Loudspeaker speaker = new Loudspeaker(Signal.Tone(440)).Start();
        foreach (double pace in new[] { 1, 1.05, 0.95, 2, 0.5, 1, 1.001, 1 })
        {
            speaker.Pace(pace);
            speaker.Play(0.7);
        }

        Assert.InRange(Signal.Corner(speaker.All), 0.001, Smooth);
    }
}
