using Streaming.Formats.Rtsp;
using Streaming.Player.Sessions;
using Streaming.Primitives.Chance;
using Streaming.Testing;

namespace Streaming.Player.Tests.Sessions;

/// <summary>What a viewer asks for while a session lives.</summary>
public sealed class ViewerCommandTests
{
    private const string Film = "rtsp://host:8554/film/";
    private const string Play = $"PLAY {Film}";
    private const string Pause = $"PAUSE {Film}";

    [Fact]
    public void Of_ten_seeks_one_is_on_its_way_at_a_time_and_the_last_one_wins()
    {
        Script script = new Script().Played().Clear();
        for (int i = 0; i < 10; i++)
            Seek(script, i);
        Assert.Equal([Play], script.Requests);
        Assert.Contains("Range: npt=0.000-\nSeek-Style: Next", script.Since);

        script.Clear().Answer("Range: npt=0-");
        Assert.Equal([Play], script.Requests);
        Assert.Contains("Range: npt=9.000-", script.Since);
        Assert.Empty(script.Clear().Answer("Range: npt=9-").Requests);
        Assert.Equal([1, 2, 3], script.Segments.Select(segment => segment.Number));
        Assert.Equal([false, false, false], script.Segments.Select(segment => segment.GoesOn));
    }

    [Fact]
    public void A_pause_may_last_for_longer_than_any_silence_and_ends_exactly_where_it_began()
    {
        Script script = new Script().Played().Media().Clear().Do((session, now) => session.Pause(now));
        Assert.Equal([Pause], script.Requests);
        script.Answer("Range: npt=3.2-");
        Assert.Contains("(Paused)", script.Since);
        for (int i = 1; i <= 20; i++)
            Assert.Equal([$"GET_PARAMETER {Film}"], script.Clear().At(i * 30).Answer().Requests);

        Assert.Null(script.Outcome);
        script.Clear().Do((session, now) => session.Resume(now));
        Assert.Equal([Play], script.Requests);
        Assert.DoesNotContain("Range", script.Since);
        script.Answer("Range: npt=3.2-");
        Assert.True(script.Segments[^1].GoesOn);
        Assert.Equal((MediaTime.FromSeconds(3.2), SessionPhase.Playing), (script.Segments[^1].Start, script.Session.Phase));
    }

    [Fact]
    public void What_has_no_room_after_a_pause_stays_paused_and_may_be_tried_again()
    {
        Script script = Paused().Clear().Do((session, now) => session.Resume(now)).Answer(status: RtspStatus.NotEnoughBandwidth);
        Assert.Contains("(cannot Resume: 453 ", script.Since);
        Assert.Equal((null, SessionPhase.Paused), (script.Outcome, script.Session.Phase));
        Assert.Equal([Play], script.Requests);
        Assert.Equal([Play], script.Clear().Do((session, now) => session.Resume(now)).Requests);
    }

    [Fact]
    public void A_seek_outside_the_title_is_refused_and_it_plays_on()
    {
        Script script = new Script().Played().Clear();
        Seek(script, 99).Answer(status: RtspStatus.InvalidRange);
        Assert.Contains("(cannot Seek: 457 ", script.Since);
        Assert.Equal((null, SessionPhase.Playing), (script.Outcome, script.Session.Phase));
        Assert.Equal([Play], script.Requests);
    }

    [Fact]
    public void A_refused_seek_does_not_take_a_newer_one_with_it()
    {
        Script script = new Script().Played().Clear();
        Seek(Seek(script, 99), 2).Clear().Answer(status: RtspStatus.InvalidRange);
        Assert.Equal([Play], script.Requests);
        Assert.Contains("Range: npt=2.000-", script.Since);
    }

    [Fact]
    public void A_session_the_server_has_forgotten_is_a_clear_end()
    {
        Script script = Paused().Do((session, now) => session.Resume(now)).Answer(status: RtspStatus.SessionNotFound);
        SessionOutcome.Failed failed = Assert.IsType<SessionOutcome.Failed>(script.Outcome);
        Assert.Equal(RtspStatus.SessionNotFound, failed.Status);
    }

    [Fact]
    public void A_seek_that_is_never_answered_ends_it()
    {
        Script script = new Script().Played().Media();
        Seek(script, 5).At(11).At(14);
        Assert.Equal(FailureKind.NoAnswer, Assert.IsType<SessionOutcome.Failed>(script.Outcome).Kind);
    }

    [Fact]
    public void A_pause_during_a_seek_is_asked_for_behind_it()
    {
        Script script = new Script().Played().Clear();
        Seek(script, 5).Do((session, now) => session.Pause(now));
        Assert.Equal([Play], script.Requests);
        Assert.Equal([Pause], script.Clear().Answer("Range: npt=5-").Requests);
    }

    [Fact]
    public void At_the_end_it_stays_open_and_a_seek_goes_on()
    {
        Script script = new Script(Script.Options() with { StaysAtEnd = true }).Played().Media().Clear();
        script.Do((session, now) => session.AllEnded(now));
        Assert.Contains("(EndReached)", script.Since);
        Assert.Equal((SessionPhase.Ended, WakeReason.KeepAlive), (script.Session.Phase, script.Session.Next.Why));
        Assert.Empty(script.Clear().Do((session, now) => session.Resume(now)).Requests);

        Seek(script, 1).Answer("Range: npt=1-");
        Assert.Equal((null, SessionPhase.Playing, false), (script.Outcome, script.Session.Phase, script.Segments[^1].GoesOn));
    }

    [Fact]
    public void Backwards_it_ends_at_the_beginning()
    {
        Script script = new Script().Played().Clear()
            .Do((session, now) => session.SetScale(-2, MediaTime.FromSeconds(5), now));
        Assert.Contains("Range: npt=5.000-", script.Since);
        Assert.Contains("Scale: -2", script.Since);
        script.Answer("Range: npt=5-\nScale: -2");
        Assert.Equal((-2, MediaTime.FromSeconds(7.5)), (script.Segments[^1].Scale, script.Segments[^1].End));
        Assert.Equal(MediaTime.Zero, script.Segments[^1].FilmAt(MediaTime.FromSeconds(7.5)));

        // No media: nothing arrives for long, and the beginning is waited for; then it is over.
        script.Media().At(2.5 + 2.9);
        Assert.DoesNotContain("(EndStreams)", script.Since);
        Assert.Contains("(EndStreams)", script.At(2.5 + 3.1).Since);
    }

    [Fact]
    public void Another_speed_goes_on_where_it_stands_and_is_what_the_server_grants()
    {
        Script script = new Script().Played().Clear().Do((session, now) => session.SetSpeed(2, null, now));
        Assert.DoesNotContain("Range", script.Since);
        script.Answer("Range: npt=1-\nSpeed: 1.5");
        Assert.Equal((1_500_000, true), (script.Segments[^1].Speed.PartsPerMillion, script.Segments[^1].GoesOn));
        Assert.Contains("Speed: 1.5", Seek(script.Clear(), 4).Since);
    }

    [Fact]
    public void Another_sound_is_set_up_while_the_server_stands_still_for_one_way_there_and_back()
    {
        Script script = Voices();
        script.Do((session, now) => session.ChooseAudio(Voice(script), now));
        Assert.Equal([Pause, $"SETUP {Film}trackID=3"], script.Requests);
        Assert.Contains("interleaved=4-5", script.Since);

        script.Answer("Range: npt=2-", number: 6).Clear().Answer("Session: abc\nTransport: RTP/AVP/TCP;unicast;interleaved=4-5", number: 7);
        Assert.Equal([$"TEARDOWN {Film}trackID=2", Play], script.Requests);
        script.Answer(number: 8).Answer("Range: npt=2-", number: 9);
        Assert.Contains("(StreamReleased)", script.Since);
        Assert.Contains("(AudioChosen)", script.Since);
        Assert.True(script.Segments[^1].GoesOn);
        Assert.DoesNotContain("(Paused)", script.Said);
    }

    [Fact]
    public void A_sound_there_is_no_room_for_is_refused_and_the_old_one_goes_on()
    {
        Script script = Voices();
        script.Do((session, now) => session.ChooseAudio(Voice(script), now)).Answer("Range: npt=2-", number: 6);
        script.Clear().Answer(status: RtspStatus.NotEnoughBandwidth, number: 7);
        Assert.Contains("(cannot ChooseAudio: 453 ", script.Since);
        Assert.Equal([Play], script.Requests);
        script.Answer("Range: npt=2-");
        Assert.Equal((SessionPhase.Playing, true), (script.Session.Phase, script.Segments[^1].GoesOn));
    }

    [Theory, Seeds(100)]
    public void Whatever_is_wished_and_answered_one_request_moves_the_film_at_a_time(ulong seed)
    {
        SeededRandom random = new(seed);
        Script script = new Script(Script.Options() with { StaysAtEnd = true }).Played();
        int asked = Count(script), answered = asked;
        for (int i = 0; i < 60 && script.Outcome is null; i++)
        {
            switch (random.NextUInt64() % 6)
            {
                case 0:
                    Seek(script, random.NextUInt64() % 10);
                    break;
                case 1:
                    script.Do((session, now) => session.Pause(now));
                    break;
                case 2:
                    script.Do((session, now) => session.Resume(now));
                    break;
                case 3:
                    script.Do((session, now) => session.SetScale(4, null, now));
                    break;
                default:
                    if (asked > answered)
                    {
                        int[] statuses = [200, 200, 200, RtspStatus.InvalidRange, RtspStatus.NotEnoughBandwidth];
                        answered = asked;
                        script.Answer("Range: npt=1-", status: statuses[random.NextUInt64() % 5]);
                    }

                    break;
            }

            asked = Count(script);
            Assert.InRange(asked - answered, 0, 1);
        }

        Assert.Null(script.Outcome);
    }

    private static int Count(Script script) => script.Said.Split('\n').Count(line =>
        line.StartsWith("PLAY ", StringComparison.Ordinal) || line.StartsWith("PAUSE ", StringComparison.Ordinal));

    private static Script Seek(Script script, double to) =>
        script.Do((session, now) => session.Seek(MediaTime.FromSeconds(to), SeekDirection.Forward, now));

    private static Script Paused() => new Script().Played().Media().Do((session, now) => session.Pause(now)).Answer("Range: npt=3.2-");

    /// <summary>A film with two sounds, of which the first is played, over TCP.</summary>
    private static Script Voices()
    {
        const string english = """

            m=audio 0 RTP/AVP 98
            a=rtpmap:98 MPEG4-GENERIC/48000/2
            a=fmtp:98 streamtype=5; mode=AAC-hbr; config=1190; sizelength=13; indexlength=3; indexdeltalength=3
            a=lang:en
            a=control:trackID=3
            """;
        Script script = new(Script.Options(transport: TransportChoice.Tcp) with { Preference = TrackPreference.Viewer });
        return script.Answer("Public: DESCRIBE, SETUP, PLAY").Answer($"Content-Base: {Film}", Script.Film + english)
            .SetUp("RTP/AVP/TCP;unicast;interleaved=0-1", "RTP/AVP/TCP;unicast;interleaved=2-3").Answer("Range: npt=0-10.5").Clear();
    }

    private static OfferedTrack Voice(Script script) => script.Presentation!.Tracks[2];
}
