using Streaming.Player.Sound;
using Streaming.Primitives.Chance;
using Streaming.Testing;

namespace Streaming.Player.Tests.Sound;

/// <summary>Blocks that are lost, late, doubled or not quite where they should be.</summary>
public sealed class LossTests
{
    private const int Block = Loudspeaker.Block;

    [Fact]
    public void A_lost_block_of_20_ms_is_made_up_at_nearly_full_level()
    {
        Loudspeaker speaker = Losing(Signal.Voice(150), blocks: 1);
        ReadOnlySpan<float> hole = speaker.All.Slice(47 * Block, Block);
        double own = Signal.Rms(speaker.All.Slice(40 * Block, 4 * Block));
        Assert.InRange(Signal.Rms(hole), 0.85 * own, 1.1 * own);
        Assert.InRange(Signal.Corner(speaker.All[2_000..]), 0, 1.6 * Signal.Corner(speaker.All[2_000..40_000]));
        Assert.InRange(speaker.Path.Report.Concealed.TotalMilliseconds, 20, 27);
        Assert.Equal(0, speaker.Path.Report.Underruns);
    }

    [Fact]
    public void Sixty_milliseconds_are_made_up_and_fade()
    {
        Loudspeaker speaker = Losing(Signal.Voice(150), blocks: 3);
        double own = Signal.Rms(speaker.All.Slice(40 * Block, 4 * Block));
        Assert.InRange(Signal.Rms(speaker.All.Slice(47 * Block, 900)), 0.85 * own, 1.1 * own);
        Assert.InRange(Signal.Rms(speaker.All.Slice((47 * Block) + 1_700, 400)), 0.2 * own, 0.9 * own);
        Assert.InRange(Signal.Rms(speaker.All.Slice((47 * Block) + 2_600, 250)), 0, 0.2 * own);
        Assert.InRange(Signal.Rms(speaker.All.Slice(52 * Block, 4 * Block)), 0.98 * own, 1.02 * own);
        Assert.InRange(Signal.Corner(speaker.All[2_000..]), 0, 1.6 * Signal.Corner(speaker.All[2_000..40_000]));
    }

    /// <summary>What three lost frames cost: in a row, as a packet of three has them, and scattered, as an interleaved one has.</summary>
    [Fact]
    public void Three_gaps_of_one_block_are_heard_less_than_one_of_three()
    {
        Func<long, float> voice = Signal.Voice(150);
        float[] whole = new Loudspeaker(voice).Start().Play(2).Heard.ToArray();
        double own = Signal.Rms(whole.AsSpan(40 * Block, 20 * Block));
        (double Error, double Silence) row = Cost(whole, own, block => block is >= 47 and < 50);
        (double Error, double Silence) scattered = Cost(whole, own, block => block is 47 or 51 or 55);

        // A voice that does not change is the best case: its period goes on; but only for so long, then it fades.
        Assert.InRange(scattered.Error, 0, row.Error / 4);
        Assert.InRange(scattered.Silence, 0, 0.005);
        Assert.InRange(row.Silence, 0.012, 0.064);
    }

    [Fact]
    public void A_second_without_sound_is_silence_and_then_in_step()
    {
        Loudspeaker speaker = new Loudspeaker(Signal.Beeps) { IsLost = frame => frame / Block is >= 24 and < 70 }.Start().Play(4.9);
        Loudspeaker tone = Losing(Signal.Tone(440), blocks: 47, seconds: 5);
        Assert.Equal(4, speaker.Onsets().Count);
        Assert.All(speaker.Onsets().Skip(1), onset => Assert.InRange(onset - Math.Round(onset), -0.001, 0.001));
        Assert.InRange(Signal.Rms(tone.All.Slice(51 * Block, 42 * Block)), 0, 1e-6);
        Assert.InRange(Signal.Rms(tone.Last(2)), 0.35, 0.36);
        Assert.InRange(Signal.Corner(tone.All), 0, 0.004);
    }

    [Fact]
    public void An_underrun_is_made_up_then_silent_and_what_comes_late_is_left_out()
    {
        Loudspeaker speaker = new Loudspeaker(Signal.Tone(440)).Start();
        speaker.Play(1);
        speaker.IsStalled = true;
        speaker.Play(1.5);
        Assert.Equal(SoundState.Silent, speaker.Path.Report.State);
        Assert.Equal(1, speaker.Path.Report.Underruns);
        speaker.IsStalled = false;
        speaker.Play(1);
        Assert.InRange(speaker.Errors[^1], -1, 1);
        Assert.InRange(Signal.Rms(speaker.Last(0.9)), 0.35, 0.36);
        Assert.InRange(Signal.Corner(speaker.All), 0, 0.004);
        Assert.InRange(speaker.Path.Report.LateFrames, 40_000, 60_000);
    }

    [Fact]
    public void What_comes_while_it_is_being_made_up_takes_over_without_a_click()
    {
        Loudspeaker speaker = new Loudspeaker(Signal.Tone(440)).Start();
        speaker.Play(1);
        speaker.IsStalled = true;
        while (speaker.Path.Report.State != SoundState.Concealing)
            speaker.Call();
        speaker.Call();
        speaker.IsStalled = false;
        speaker.Play(1);
        Assert.Equal(1, speaker.Path.Report.Underruns);
        Assert.InRange(Signal.Corner(speaker.All), 0, 0.004);
        Assert.InRange(speaker.Errors[^1], -1, 1);
        Assert.InRange(speaker.Path.Report.Concealed.TotalMilliseconds, 5, 35);
    }

    [Fact]
    public void Priming_before_the_beginning_is_dropped()
    {
        Loudspeaker speaker = new(frame => frame < 0 ? 0.9f : Signal.Tone(440)(frame)) { Decoded = -2_112 };
        speaker.Start(-0.05);
        speaker.Play(1);
        Assert.InRange(Signal.Rms(speaker.All[..2_300]), 0, 1e-6);
        Assert.Equal(2_112, speaker.Path.Report.DroppedFrames);
        Assert.InRange(speaker.Errors[^1], -0.1, 0.1);
    }

    [Fact]
    public void Times_that_are_rounded_to_milliseconds_make_neither_holes_nor_splices()
    {
        Loudspeaker speaker = new Loudspeaker(Signal.Tone(440)).Start();
        speaker.IsStalled = true;
        float[] block = new float[2 * Block];
        for (int frame = 0; frame < 96_000; frame += Block)
        {
            for (int i = 0; i < block.Length; i++)
                block[i] = speaker.Film(frame + (i / 2));
            while (!speaker.Path.HasRoom)
                speaker.Call();
            speaker.Path.Offer(MediaTime.FromSeconds(Math.Round(frame / 48.0) / 1_000), block, 1);
        }

        Assert.InRange(Signal.Corner(speaker.All), 0.001, 0.0021);
        Assert.Equal((TimeSpan.Zero, 0), (speaker.Path.Report.Concealed, speaker.Path.Report.Splices));
        Assert.InRange(speaker.Errors[^1], -1, 1);
    }

    [Theory]
    [InlineData(-700)]
    [InlineData(-1_024)]
    [InlineData(-150)]
    [InlineData(200)]
    public void A_block_that_overlaps_or_leaves_a_small_hole_is_joined_without_a_click(int shift)
    {
        Loudspeaker speaker = new Loudspeaker(Signal.Tone(440)).Start();
        speaker.Play(1);
        speaker.Decoded += shift;
        speaker.Play(2);
        Assert.InRange(Signal.Corner(speaker.All), 0.001, 0.004);
        Assert.InRange(Signal.Pitch(speaker.Last(1)), 439.9, 440.1);
        Assert.Equal(0, speaker.Path.Report.Adjustments + speaker.Path.Report.Splices);
        Assert.InRange(speaker.Errors[^1], -0.5, 0.5);
    }

    [Theory, Seeds(20)]
    public void Whatever_is_offered_whenever_it_is_filled_and_stays_within_bounds(ulong seed)
    {
        SeededRandom random = new(seed);
        Loudspeaker speaker = new Loudspeaker(Signal.Voice(150)).Start();
        for (int i = 0; i < 300; i++)
        {
            speaker.IsStalled = random.Next(5) == 0;
            speaker.Decoded += random.Next(8) == 0 ? random.Next(9_000) - 4_500 : 0;
            if (random.Next(10) == 0)
                speaker.Pace(0.5 + (random.Next(1_500) / 1_000.0));
            if (random.Next(20) == 0)
                speaker.Clock.Hold(speaker.Now);
            else
                speaker.Clock.Resume(speaker.Now);
            if (random.Next(40) == 0)
                speaker.Begin(speaker.Segment + 1, random.Next(100));
            if (!speaker.Clock.HasStarted)
                speaker.Start(speaker.Decoded / 48_000.0);
            speaker.Call();
        }

        Assert.All(speaker.Heard, sample => Assert.InRange(sample, -1.5f, 1.5f));
        speaker.IsStalled = false;
        speaker.Clock.Resume(speaker.Now);
        speaker.Pace(1);
        speaker.Begin(1_000, 10);
        speaker.Start(10);
        speaker.Play(2);
        Assert.InRange(speaker.Errors[^1], -5, 5);
        Assert.InRange(Signal.Rms(speaker.Last(1)), 0.1, 0.5);
    }

    /// <returns>The energy of what is heard less what should be, in blocks of the sound's own; the longest stretch in seconds in which
    /// no 5 ms reach a third of its level.</returns>
    private static (double Error, double Silence) Cost(ReadOnlySpan<float> whole, double own, Func<long, bool> isLost)
    {
        Loudspeaker speaker = new Loudspeaker(Signal.Voice(150)) { IsLost = frame => isLost(frame / Block) }.Start().Play(2);
        ReadOnlySpan<float> heard = speaker.All;
        double error = 0;
        int silent = 0, longest = 0;
        const int window = 240;
        for (int at = 40 * Block; at < 65 * Block; at++)
        {
            error += Math.Pow(heard[at] - whole[at], 2) / (own * own * Block);
            silent = Signal.Rms(heard.Slice(at, window)) < own / 3 ? silent + 1 : 0;
            longest = Math.Max(longest, silent);
        }

        return (error, longest / 48_000.0);
    }

    private static Loudspeaker Losing(Func<long, float> film, int blocks, double seconds = 2)
    {
        Loudspeaker speaker = new Loudspeaker(film) { IsLost = frame => frame / Block >= 47 && frame / Block < 47 + blocks }.Start();
        return speaker.Play(seconds);
    }
}
