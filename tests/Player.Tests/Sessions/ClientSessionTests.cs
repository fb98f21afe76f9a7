using Streaming.Player.Sessions;

namespace Streaming.Player.Tests.Sessions;

/// <summary>Whole conversations, word for word.</summary>
public sealed class ClientSessionTests
{
    [Fact]
    public void A_film_is_played_over_udp_from_options_to_teardown()
    {
        Script script = new Script().Played().Media().Do((session, now) => session.AllEnded(now)).Answer();

        Assert.Equal(
            """
            OPTIONS rtsp://host:8554/film RTSP/1.0
            CSeq: 1
            Supported: streaming.contract, streaming.repair
            DESCRIBE rtsp://host:8554/film RTSP/1.0
            CSeq: 2
            Accept: application/sdp
            (Described)
            SETUP rtsp://host:8554/film/trackID=1 RTSP/1.0
            CSeq: 3
            Transport: RTP/AVP;unicast;client_port=5000-5001
            (StreamReady)
            SETUP rtsp://host:8554/film/trackID=2 RTSP/1.0
            CSeq: 4
            Session: abc
            Transport: RTP/AVP;unicast;client_port=5002-5003
            (StreamReady)
            PLAY rtsp://host:8554/film/ RTSP/1.0
            CSeq: 5
            Session: abc
            Range: npt=0.000-
            (playing 0.000 s to 10.500 s: 65530@100, 9@200)
            (SayGoodbye)
            TEARDOWN rtsp://host:8554/film/ RTSP/1.0
            CSeq: 6
            Session: abc
            (finished)

            """, script.Said);
        Assert.Equal(new SessionOutcome.Completed(EndReason.EndOfFilm), script.Outcome);
        Assert.Equal(Deadline.Never, script.Session.Next);
    }

    [Fact]
    public void Languages_become_query_parameters()
    {
        Script script = new(Script.Options() with { Audio = "de", Text = "en" });
        Assert.StartsWith("OPTIONS rtsp://host:8554/film?audio=de&text=en RTSP/1.0", script.Said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_start_goes_into_the_range_of_play()
    {
        Script script = new Script(Script.Options() with { Start = MediaTime.FromSeconds(61.5) }).Described().SetUp(Udp(5_000), Udp(5_002));
        Assert.EndsWith("Range: npt=61.500-\n", script.Said, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_media_for_three_seconds_it_tears_down_and_sets_up_again_over_the_connection()
    {
        Script script = new Script().Played();
        Assert.Equal(new Deadline(Instant.FromSeconds(3), WakeReason.FirstMediaOverdue), script.Session.Next);
        script.Clear().At(2.999);
        Assert.Equal("", script.Since);
        script.At(3).Answer();
        script.SetUp("RTP/AVP/TCP;unicast;interleaved=0-1", "RTP/AVP/TCP;unicast;interleaved=2-3").Answer("Range: npt=0-10.5");

        Assert.Equal(
            """
            (no media has arrived over UDP within 3 s)
            TEARDOWN rtsp://host:8554/film/ RTSP/1.0
            CSeq: 6
            Session: abc
            SETUP rtsp://host:8554/film/trackID=1 RTSP/1.0
            CSeq: 7
            Transport: RTP/AVP/TCP;unicast;interleaved=0-1
            (StreamReady)
            SETUP rtsp://host:8554/film/trackID=2 RTSP/1.0
            CSeq: 8
            Session: abc
            Transport: RTP/AVP/TCP;unicast;interleaved=2-3
            (StreamReady)
            PLAY rtsp://host:8554/film/ RTSP/1.0
            CSeq: 9
            Session: abc
            Range: npt=0.000-
            (playing 0.000 s to 10.500 s: @, @)

            """, script.Since);
    }

    [Fact]
    public void A_server_that_does_not_answer_the_teardown_is_not_waited_for_long()
    {
        Script script = new Script().Played().At(3).Clear().At(4.99);
        Assert.Equal("", script.Since);
        Assert.StartsWith("SETUP", script.At(5).Since, StringComparison.Ordinal);
        Assert.Equal(SessionPhase.SettingUp, script.Session.Phase);
        Assert.Equal(Instant.FromSeconds(15), script.Session.Next.At);
    }

    [Fact]
    public void Media_that_arrives_in_time_keeps_udp()
    {
        Script script = new Script().Played().Media().Clear().At(3).At(9);
        Assert.Equal("", script.Since);
        Assert.Equal(SessionPhase.Playing, script.Session.Phase);
    }

    [Fact]
    public void Media_that_overtakes_the_answer_to_play_counts()
    {
        Script script = new Script().Described().SetUp(Udp(5_000), Udp(5_002)).Media().Answer("Range: npt=0-10.5");
        Assert.NotEqual(WakeReason.FirstMediaOverdue, script.Session.Next.Why);
        Assert.Equal("", script.Clear().At(3).Since);
    }

    [Fact]
    public void A_refused_transport_goes_to_the_connection_at_once()
    {
        Script script = new Script().Described().Clear().Answer(status: 461);
        Assert.Equal(
            """
            (the server does not send over UDP)
            SETUP rtsp://host:8554/film/trackID=1 RTSP/1.0
            CSeq: 4
            Transport: RTP/AVP/TCP;unicast;interleaved=0-1

            """, script.Since);
    }

    [Fact]
    public void Without_free_ports_it_goes_to_the_connection_too()
    {
        Script script = new() { HasPorts = false };
        script.Described();
        Assert.Contains("(no UDP ports are free)\nSETUP ", script.Said, StringComparison.Ordinal);
        Assert.Contains("Transport: RTP/AVP/TCP", script.Said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_viewer_who_wants_udp_gets_a_reason_instead_of_another_transport()
    {
        Script script = new Script(Script.Options(transport: TransportChoice.Udp)).Played().At(9.9);
        Assert.Null(script.Outcome);
        script.At(10).Answer();
        Assert.Equal(FailureKind.NoMedia, Assert.IsType<SessionOutcome.Failed>(script.Outcome).Kind);
    }

    [Fact]
    public void The_session_is_kept_alive_at_half_its_timeout_and_media_alone_does_not_do_it()
    {
        Script script = new Script().Played("0-1000").Media().Clear();
        for (double at = 1; at < 30; at++)
            script.At(at).Media();
        Assert.DoesNotContain("GET_PARAMETER", script.Since, StringComparison.Ordinal);
        Assert.Equal("GET_PARAMETER rtsp://host:8554/film/ RTSP/1.0\nCSeq: 6\nSession: abc\n", script.At(30).Since);
        Assert.Equal(Instant.FromSeconds(60), script.Answer().Media().Session.Next.At);
    }

    [Fact]
    public void A_server_that_says_no_goodbye_ends_with_its_range()
    {
        Script script = new Script().Played().Media().At(10).Media().Clear();
        Assert.Equal(new Deadline(Instant.FromSeconds(13.5), WakeReason.RangeOver), script.Session.Next);
        Assert.Equal("(EndStreams)\n", script.At(13.5).Since);
        script.Do((session, now) => session.AllEnded(now)).Answer();
        Assert.Equal(new SessionOutcome.Completed(EndReason.RangeOver), script.Outcome);
    }

    [Fact]
    public void Media_beyond_the_range_puts_its_end_off()
    {
        Script script = new Script().Played().Media().At(12).Media().Clear().At(13.5);
        Assert.Equal("", script.Since);
        Assert.Equal(Instant.FromSeconds(15), script.Session.Next.At);
    }

    [Fact]
    public void The_viewers_duration_ends_it_cleanly()
    {
        Script script = new Script(Script.Options() with { Duration = TimeSpan.FromSeconds(2) }).Played().Media();
        script.At(2).Answer();
        Assert.Equal(new SessionOutcome.Completed(EndReason.DurationOver), script.Outcome);
        Assert.Contains("(SayGoodbye)\nTEARDOWN", script.Said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_viewer_may_leave_at_any_time()
    {
        Assert.Equal(new SessionOutcome.Completed(EndReason.Stopped), new Script().Do((session, now) => session.Stop(now)).Outcome);
        Script playing = new Script().Played().Do((session, now) => session.Stop(now));
        Assert.Null(playing.Outcome);
        Assert.Equal(new SessionOutcome.Completed(EndReason.Stopped), playing.At(2).Outcome);
    }

    [Fact]
    public void Silence_in_the_middle_is_a_failure()
    {
        const string Long = "Range: npt=0-1000";
        Script script = new Script().Described().SetUp(Udp(5_000), Udp(5_002)).Answer(Long).Media();
        script.At(30).Answer().At(30).Answer();
        Assert.Equal(FailureKind.WentSilent, Assert.IsType<SessionOutcome.Failed>(script.Outcome).Kind);
    }

    [Fact]
    public void An_answer_that_does_not_come_is_a_failure()
    {
        Script script = new Script().At(10);
        SessionOutcome.Failed failed = Assert.IsType<SessionOutcome.Failed>(script.Outcome);
        Assert.Equal((FailureKind.NoAnswer, "the server does not answer OPTIONS; is it an RTSP server?"), (failed.Kind, failed.Message));
    }

    [Fact]
    public void A_connection_that_breaks_while_leaving_is_no_failure()
    {
        Script script = new Script().Played().Do((session, now) => session.AllEnded(now)).Do((session, _) => session.Disconnected("gone"));
        Assert.Equal(new SessionOutcome.Completed(EndReason.EndOfFilm), script.Outcome);
        script = new Script().Played().Do((session, _) => session.Disconnected("gone"));
        Assert.Equal(new SessionOutcome.Failed(FailureKind.Disconnected, 0, "gone"), script.Outcome);
    }

    [Fact]
    public void A_description_is_all_that_a_probe_wants()
    {
        Script script = new Script(Script.Options() with { DescribeOnly = true }).Described();
        Assert.EndsWith("(Described)\n(finished)\n", script.Said, StringComparison.Ordinal);
    }

    private static string Udp(int port) => $"RTP/AVP;unicast;client_port={port}-{port + 1};server_port=8000-8001";
}
