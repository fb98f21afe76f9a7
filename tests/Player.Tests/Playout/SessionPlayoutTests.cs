using Streaming.Player.Playout;

namespace Streaming.Player.Tests.Playout;

public sealed class SessionPlayoutTests
{
    private static double Ms(TimeSpan time) => time.TotalMilliseconds;

    [Fact]
    public void Positions_are_the_films_to_the_tick_over_wraps_of_stamps_and_numbers()
    {
        PlayoutRig rig = new PlayoutRig().Begin(30).Play(4);
        Assert.InRange(rig.Taken.Count, 295, 300);
        Assert.All(rig.Taken, sample => Assert.Equal(TimeSpan.Zero, sample.Error));
        Assert.All(rig.Taken, sample => Assert.Equal(1, sample.Segment));
        Assert.All(rig.Taken.Where(sample => sample.Stream == rig.Sound), sample => Assert.True(sample.IsKey));
        Assert.Equal(4, rig.Taken.Count(sample => sample.Stream == rig.Picture && sample.IsKey));
    }

    [Fact]
    public void It_starts_before_the_target_is_held_and_plays_slower_until_it_is()
    {
        PlayoutRig rig = new PlayoutRig().Begin(30).Play(3);
        Instant began = rig.Seen[0].At;
        (Instant started, PlayoutStatistics first) = rig.Seen.First(seen => seen.Statistics.Verb != PlayoutVerb.Wait);
        Assert.InRange(Ms(started - began), 0, 60);
        Assert.Equal((PlayoutVerb.SlowDown, 950_000), (first.Verb, first.Rate.PartsPerMillion));
        Assert.Equal(PlayoutVerb.Play, rig.Seen[^1].Statistics.Verb);
        Assert.InRange(Ms(rig.Seen[^1].Statistics.Level), 50, 70);
        Assert.Equal((0, 0), (rig.Seen[^1].Statistics.Stalls, rig.Seen[^1].Statistics.LatePackets));
    }

    [Fact]
    public void A_picture_that_cannot_be_begun_with_holds_up_the_sound_for_a_second_at_most()
    {
        PlayoutRig rig = new PlayoutRig().Begin(30).Play(2, (stream, at) =>
            stream.Active.Place == 0 && at < TimeSpan.FromMilliseconds(1) ? null : TimeSpan.FromMilliseconds(10));
        Instant started = rig.Seen.First(seen => seen.Statistics.Verb != PlayoutVerb.Wait).At;
        Assert.InRange(Ms(started - rig.Seen[0].At), 950, 1_050);
    }

    [Fact]
    public void A_seek_throws_away_what_is_older_and_starts_again_within_100_ms()
    {
        PlayoutRig rig = new PlayoutRig().Begin(30).Play(3);
        rig.TakesNothing = true;
        rig.Play(0.5);
        rig.TakesNothing = false;
        Assert.True(rig.Playout.Snapshot(rig.Now).Waiting > 20);
        rig.Taken.Clear();
        Instant sought = rig.Now;
        rig.Begin(500);
        Assert.Equal(0, rig.Playout.Snapshot(rig.Now).Waiting);
        Assert.Equal((2, MediaTime.FromSeconds(500)), (rig.Playout.Clock.Segment, rig.Playout.Clock.PositionAt(rig.Now)));
        rig.Play(2);
        Assert.All(rig.Taken, sample => Assert.Equal((2, TimeSpan.Zero), (sample.Segment, sample.Error)));
        Assert.True(rig.Taken[0].Truth == MediaTime.FromSeconds(500));
        Instant shown = rig.Playout.Clock.InstantOf(MediaTime.FromSeconds(501))!.Value;
        Assert.InRange(Ms(shown - sought), 1_000, 1_150);
    }

    [Fact]
    public void A_pause_stands_still_keeps_what_is_held_and_goes_on_where_it_was()
    {
        PlayoutRig rig = new PlayoutRig().Begin(30).Play(3);
        rig.Playout.Pause(rig.Now);
        MediaTime stood = rig.Playout.Clock.PositionAt(rig.Now);
        rig.Pass(60);
        Assert.Equal(stood, rig.Playout.Clock.PositionAt(rig.Now));
        int before = rig.Taken.Count;
        rig.Playout.Resume(rig.Now);
        rig.Begin(0, goesOn: true).Play(3);
        Assert.InRange((rig.Playout.Clock.PositionAt(rig.Now) - stood).TotalSeconds, 2.94, 3.06);
        Assert.All(rig.Taken.Skip(before), sample => Assert.Equal((2, TimeSpan.Zero), (sample.Segment, sample.Error)));
        Assert.Equal(0, rig.Playout.Snapshot(rig.Now).Stalls);
        Assert.InRange(Ms(rig.Playout.Snapshot(rig.Now).Level), 45, 85);
    }

    [Fact]
    public void Streams_without_RTP_Info_are_laid_side_by_side_by_sender_reports()
    {
        PlayoutRig rig = new PlayoutRig().Begin(30, told: false);

        // Pictures take 200 ms longer than sound: by arrival alone they would be that late against it.
        TimeSpan? Transit(RigStream stream, TimeSpan sent) =>
            TimeSpan.FromMilliseconds(stream == rig.Picture ? 210 : 10);
        rig.Play(1, Transit);
        double off = Skew(rig);
        Assert.InRange(Math.Abs(off), 150, 250);
        rig.Report(rig.Sound).Report(rig.Picture).Play(1, Transit);
        Assert.InRange(Skew(rig), -1, 1);
    }

    [Fact]
    public void Reports_that_cannot_be_true_do_not_move_what_RTP_Info_said()
    {
        PlayoutRig rig = new PlayoutRig().Begin(30).Play(1);
        rig.Report(rig.Sound).Report(rig.Picture, off: 90).Play(1).Report(rig.Picture, off: 90).Play(1);
        Assert.InRange(Skew(rig), -0.1, 0.1);

        // One that is off by half a second might be true; but nobody confirms it.
        rig.Report(rig.Picture, off: 0.5).Play(1).Report(rig.Picture).Play(1);
        Assert.InRange(Skew(rig), -0.1, 0.1);
    }

    [Fact]
    public void A_small_correction_is_made_so_slowly_that_no_step_is_seen()
    {
        PlayoutRig rig = new PlayoutRig().Begin(30).Play(1);
        rig.Report(rig.Sound).Report(rig.Picture, off: 0.02).Play(1).Report(rig.Picture, off: 0.02);
        rig.Taken.Clear();
        rig.Play(6);
        Assert.InRange(Skew(rig), 19, 21);
        TimeSpan[] errors = [.. rig.Taken.Where(sample => sample.Stream == rig.Picture).Select(sample => sample.Error)];
        Assert.All(errors.Zip(errors.Skip(1)), pair => Assert.InRange(Ms((pair.First - pair.Second).Duration()), 0, 0.3));
    }

    [Theory]
    [InlineData(0, 90_000_000, 0)]
    [InlineData(0, -90_000_000, 0)]
    [InlineData(0, 0, 20_000)]
    [InlineData(1_000, 123_456_789, 30_000)]
    public void It_is_back_in_step_200_ms_after_any_jump_of_source_stamps_or_numbers(int source, long stamps, int numbers)
    {
        PlayoutRig rig = new PlayoutRig().Begin(30).Play(3);
        foreach (RigStream stream in rig.Streams)
        {
            stream.Source = new(stream.Source.Value + (uint)source);
            stream.Epoch += stream == rig.Sound ? stamps * 8 / 90 : stamps;
            stream.Next += numbers;
        }

        Instant jumped = rig.Now;
        rig.Play(3);
        RigSample[] after = [.. rig.Taken.Where(sample => sample.At - jumped > TimeSpan.FromMilliseconds(200))];
        Assert.InRange(after.Length, 190, 225);
        Assert.All(after, sample => Assert.InRange(Ms(sample.Error.Duration()), 0, 40));
        Assert.All(after, sample => Assert.True(sample.Position > rig.Playout.Clock.PositionAt(sample.At), "in time to be shown"));
        Assert.InRange(rig.Playout.Snapshot(rig.Now).Level.TotalMilliseconds, 40, 120);
        Assert.InRange(rig.Playout.Snapshot(rig.Now).Stalls, 0, 1);
    }

    [Fact]
    public void A_packet_must_be_here_when_its_sample_is_due_less_the_time_for_decoding_and_a_moment()
    {
        PlayoutRig rig = new PlayoutRig().Begin(30);
        long time = rig.Picture.Active.Receive.TimeOf(rig.Picture.StampAt(TimeSpan.FromSeconds(4)));
        Assert.Null(rig.Playout.NeededBy(rig.Picture.Active, time));
        rig.Play(3);
        Instant? due = rig.Playout.Clock.InstantOf(MediaTime.FromSeconds(34)) - TimeSpan.FromMilliseconds(20);
        Assert.Equal(due, rig.Playout.NeededBy(rig.Picture.Active, time));
        rig.Playout.Decoded(rig.Picture.Active, rig.Now, rig.Now + TimeSpan.FromMilliseconds(12));
        Assert.Equal(due - TimeSpan.FromMilliseconds(12), rig.Playout.NeededBy(rig.Picture.Active, time));
    }

    [Fact]
    public void A_hole_in_everything_is_jumped_over_and_the_level_is_kept()
    {
        PlayoutRig rig = new PlayoutRig().Begin(30).Play(3);
        rig.Play(4, (_, _) => null).Play(3);
        PlayoutStatistics after = rig.Playout.Snapshot(rig.Now);
        Assert.InRange(Ms(after.Level), 45, 200);
        Assert.Equal(1, after.Stalls);
        Assert.True(rig.Taken.Exists(sample => sample.FollowsLoss));
        Assert.All(rig.Taken, sample => Assert.Equal(TimeSpan.Zero, sample.Error));
        Assert.InRange(rig.Playout.Clock.PositionAt(rig.Now).Seconds, 39.7, 40);
    }

    [Fact]
    public void Silence_of_one_stream_does_not_hold_the_other()
    {
        PlayoutRig rig = new PlayoutRig().Begin(30).Play(3);
        rig.Play(4, (stream, _) => stream == rig.Picture ? null : TimeSpan.FromMilliseconds(10));
        PlayoutStatistics after = rig.Playout.Snapshot(rig.Now);
        Assert.InRange(Ms(after.Stalled), 0, 600);
        Assert.NotEqual(PlayoutVerb.Hold, after.Verb);
    }

    [Fact]
    public void Pictures_that_are_run_through_have_no_sound_and_are_never_waited_for()
    {
        PlayoutRig rig = new PlayoutRig().Begin(30).Play(2).Begin(40, scale: 4);
        rig.Play(3, (stream, at) =>
            stream == rig.Picture && at.TotalMilliseconds % 400 < 1 ? TimeSpan.FromMilliseconds(10) : null);
        PlayoutStatistics after = rig.Playout.Snapshot(rig.Now);
        Assert.Equal((0, PlayoutVerb.Play, 1_000_000), (after.Stalls, after.Verb, after.Rate.PartsPerMillion));
        Assert.Equal(52, rig.Segment!.FilmAt(rig.Playout.Clock.PositionAt(rig.Now)).Seconds, 0.5);
    }

    [Fact]
    public void At_another_speed_the_clock_runs_as_fast_as_the_server_delivers()
    {
        PlayoutRig rig = new PlayoutRig().Begin(30, speed: new(1_500_000)).Play(4);
        PlayoutStatistics after = rig.Playout.Snapshot(rig.Now);
        Assert.InRange(after.Position.Seconds, 35.8, 36);
        Assert.InRange(Ms(after.Level), 45, 80);
        Assert.Equal((0, PlayoutVerb.Play), (after.Stalls, after.Verb));
    }

    [Fact]
    public void The_contracts_buffer_is_a_floor_of_the_target()
    {
        PlayoutRig rig = new PlayoutRig().Begin(30).Play(2);
        rig.Playout.Require(TimeSpan.FromMilliseconds(300));
        rig.Play(8);
        PlayoutStatistics after = rig.Playout.Snapshot(rig.Now);
        Assert.Equal((300, TargetReason.Contract), (Ms(after.Target), after.Why));
        Assert.InRange(Ms(after.Level), 270, 310);
    }

    [Fact]
    public void What_no_decoder_takes_is_dropped_up_to_a_key_picture_and_counted()
    {
        PlayoutRig rig = new PlayoutRig().Begin(30);
        rig.TakesNothing = true;
        rig.Play(70);
        PlayoutStatistics after = rig.Playout.Snapshot(rig.Now);
        Assert.Equal(1_100, after.Overflowed, 10.0);
        rig.TakesNothing = false;
        rig.Play(2);
        RigSample next = rig.Taken.First(sample => sample.Stream == rig.Sound && sample.Truth > MediaTime.FromSeconds(99.9));
        Assert.True(next.FollowsLoss);
    }

    [Fact]
    public void It_is_over_when_everything_has_ended_and_has_been_due()
    {
        PlayoutRig rig = new PlayoutRig().Begin(30).Play(2);
        foreach (RigStream stream in rig.Streams)
            rig.Playout.Ended(stream.Active, rig.Now);
        Assert.False(rig.Playout.IsOver(rig.Now));
        rig.Pass(0.3);
        Assert.True(rig.Playout.IsOver(rig.Now));
        Assert.Equal(0, rig.Playout.Snapshot(rig.Now).Stalls);
    }

    /// <summary>The picture's place against the sound's, of the last of each, in milliseconds.</summary>
    private static double Skew(PlayoutRig rig) =>
        Ms(rig.Taken.Last(sample => sample.Stream == rig.Picture).Error - rig.Taken.Last(sample => sample.Stream == rig.Sound).Error);

    [Fact]
    public void Who_keeps_no_bytes_plays_just_the_same_and_is_told_how_long_samples_are()
    {
        PlayoutRig[] rigs = [Keeping(true), Keeping(false)];
        foreach (PlayoutRig rig in rigs)
            rig.Begin(30).Play(2);
        Assert.Equal(rigs[0].Seen, rigs[1].Seen);
        Assert.InRange(rigs[1].Playout.WaitingBytes.Bytes, 15_000, 25_000);
        int taken = 0;
        while (rigs[0].Playout.TryTake(rigs[0].Sound.Active, out CodedSample? whole))
        {
            Assert.True(rigs[1].Playout.TryTake(rigs[1].Sound.Active, out CodedSample? bare));
            Assert.Equal((160, 160, 160, 0), (whole.Length, whole.Bytes.Length, bare.Length, bare.Bytes.Length));
            Assert.Equal(whole.Position, bare.Position);
            bare.Release();
            Assert.ThrowsAny<Exception>(bare.Release);
            taken++;
        }

        Assert.InRange(taken, 90, 100);

        static PlayoutRig Keeping(bool keepsBytes) => new(new() { KeepsBytes = keepsBytes }) { TakesNothing = true };
    }
}
