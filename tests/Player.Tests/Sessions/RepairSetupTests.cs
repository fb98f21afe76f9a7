using Streaming.Formats.Rtp;
using Streaming.Formats.Rtsp;
using Streaming.Player.Sessions;

namespace Streaming.Player.Tests.Sessions;

/// <summary>How parity is set up behind the streams it protects, word for word, and what becomes of a session when it is not to be
/// had.</summary>
public sealed class RepairSetupTests
{
    private const string Film = "rtsp://host:8554/film/";
    private const string Track1 = $"SETUP {Film}trackID=1?repair=yes";
    private const string Parity1 = $"SETUP {Film}parityID=1";
    private const string Track2 = $"SETUP {Film}trackID=2?repair=yes";
    private const string Parity2 = $"SETUP {Film}parityID=2";
    private const string Play = $"PLAY {Film}";
    private const string Features = "Public: DESCRIBE, SETUP, PLAY\nSupported: streaming.repair";
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    /// <summary>Two sounds, each with its parity.</summary>
    internal static readonly string Sdp = string.Join('\n', [
        "v=0", "s=A film", "a=control:*", "a=range:npt=0-10.5", "a=group:FEC-FR 1 P1", "a=group:FEC-FR 2 P2",
        .. Sound(1, "de"), .. Parity(1), .. Sound(2, "en"), .. Parity(2)]);

    [Fact]
    public void Who_is_offered_repair_asks_for_it_and_sets_up_parity_behind_its_stream_on_the_same_ports()
    {
        Script script = Described().SetUp(5_000, 7).SetUp(5_000, 8).SetUp(5_002, 9).SetUp(5_002, 10).Answer("Range: npt=0-10.5");
        Assert.Equal(
            """
            OPTIONS rtsp://host:8554/film RTSP/1.0
            CSeq: 1
            Supported: streaming.contract, streaming.repair
            DESCRIBE rtsp://host:8554/film RTSP/1.0
            CSeq: 2
            Accept: application/sdp
            Supported: streaming.repair
            (Described)
            SETUP rtsp://host:8554/film/trackID=1?repair=yes RTSP/1.0
            CSeq: 3
            Transport: RTP/AVP;unicast;client_port=5000-5001
            SETUP rtsp://host:8554/film/parityID=1 RTSP/1.0
            CSeq: 4
            Session: abc
            Transport: RTP/AVP;unicast;client_port=5000-5001
            (StreamReady)
            SETUP rtsp://host:8554/film/trackID=2?repair=yes RTSP/1.0
            CSeq: 5
            Session: abc
            Transport: RTP/AVP;unicast;client_port=5002-5003
            SETUP rtsp://host:8554/film/parityID=2 RTSP/1.0
            CSeq: 6
            Session: abc
            Transport: RTP/AVP;unicast;client_port=5002-5003
            (StreamReady)
            PLAY rtsp://host:8554/film/ RTSP/1.0
            CSeq: 7
            Session: abc
            Range: npt=0.000-
            (playing 0.000 s to 10.500 s: @, @)

            """, script.Said);
        Assert.Equal([new ParitySetup(127, new Ssrc(8), Window), new(127, new Ssrc(10), Window)], script.Ready.Select(one => one.Parity));
        Assert.Equal([new Ssrc(7), new Ssrc(9)], script.Ready.Select(one => one.Ssrc!.Value));
        Assert.All(script.Ready, one => Assert.Equal(new OfferedResend(126, Window), one.Resend));
    }

    [Fact]
    public void Where_requests_are_sent_together_so_is_parity()
    {
        Script script = new(Script.Options() with { Preference = TrackPreference.Everything });
        script.Answer("Supported: streaming.contract, streaming.repair").Answer($"Content-Base: {Film}", Sdp).Clear();
        script.SetUp(5_000, 7);
        Assert.Equal([Parity1, Track2, Parity2, Play], script.Requests);

        script.SetUp(5_000, 8, 4).SetUp(5_002, 9, 5).SetUp(5_002, 10, 6).Answer("Range: npt=0-10.5", number: 7);
        Assert.EndsWith("(StreamReady)\n(StreamReady)\n(playing 0.000 s to 10.500 s: @, @)\n", script.Said, StringComparison.Ordinal);
        Assert.Equal([new Ssrc(8), new Ssrc(10)], script.Ready.Select(one => one.Parity!.Ssrc!.Value));
    }

    [Theory]
    [InlineData(RtspStatus.NotEnoughBandwidth, "the server has no capacity for this session now")]
    [InlineData(RtspStatus.UnsupportedTransport, "the server offers neither UDP nor TCP transport")]
    [InlineData(RtspStatus.NotFound, "the server has no title")]
    [InlineData(RtspStatus.SessionNotFound, "the server no longer knows this session")]
    [InlineData(500, "the server refused SETUP with 500")]
    public void Parity_that_is_refused_is_noted_and_the_film_plays_over_udp_without(int status, string why)
    {
        Script script = Described().SetUp(5_000, 7).Clear().Answer(status: status);
        Assert.StartsWith($"(noted: no parity protects the audio: {why}", script.Since, StringComparison.Ordinal);
        Assert.Equal([Track2], script.Requests);

        script.SetUp(5_002, 9).SetUp(5_002, 10).Answer("Range: npt=0-10.5");
        Assert.Equal((SessionPhase.Playing, null), (script.Session.Phase, script.Outcome));
        Assert.Equal([null, new ParitySetup(127, new Ssrc(10), Window)], script.Ready.Select(one => one.Parity));
        Assert.NotNull(script.Ready[0].Resend);
    }

    [Fact]
    public void Parity_over_a_transport_nobody_asked_for_is_given_back()
    {
        Script script = Described().SetUp(5_000, 7).Clear().Answer("Transport: RTP/AVP/TCP;interleaved=0-1");
        Assert.Contains("(noted: no parity protects the audio: the server chose a transport it was not asked for", script.Since);
        Assert.Equal([$"TEARDOWN {Film}parityID=1", Track2], script.Requests);
        Assert.Null(script.Ready.Single().Parity);
    }

    [Fact]
    public void A_server_that_says_nothing_of_the_parity_it_grants_is_believed()
    {
        Script script = Described().SetUp(5_000, 7).Answer();
        Assert.Equal(new ParitySetup(127, null, Window), script.Ready.Single().Parity);
    }

    [Fact]
    public void Over_the_connection_nothing_is_asked_for_that_mends_losses()
    {
        Script script = new(Script.Options(transport: TransportChoice.Tcp));
        script.Answer(Features).Answer($"Content-Base: {Film}", Sdp)
            .SetUp("RTP/AVP/TCP;unicast;interleaved=0-1", "RTP/AVP/TCP;unicast;interleaved=2-3").Answer("Range: npt=0-10.5");
        Assert.DoesNotContain("streaming.repair", script.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("parityID", script.Said, StringComparison.Ordinal);
        Assert.All(script.Ready, one => Assert.Equal((null, null), (one.Parity, one.Resend)));
    }

    [Fact]
    public void After_the_fall_back_to_the_connection_there_is_no_parity_any_more()
    {
        Script script = Described().SetUp(5_000, 7).SetUp(5_000, 8).SetUp(5_002, 9).SetUp(5_002, 10).Answer("Range: npt=0-10.5");
        script.At(3).Answer().Clear().SetUp("RTP/AVP/TCP;unicast;interleaved=0-1", "RTP/AVP/TCP;unicast;interleaved=2-3");
        Assert.Equal([Track2, Play], script.Requests);
        Assert.All(script.Ready.Skip(2), one => Assert.Equal((null, null), (one.Parity, one.Resend)));
    }

    [Fact]
    public void A_fall_back_while_parity_is_asked_for_waits_for_nothing()
    {
        Script script = Described().SetUp(5_000, 7).SetUp(5_000, 8).Answer(status: RtspStatus.UnsupportedTransport).Answer();
        script.SetUp("RTP/AVP/TCP;unicast;interleaved=0-1", "RTP/AVP/TCP;unicast;interleaved=2-3").Answer("Range: npt=0-10.5");
        Assert.Equal(SessionPhase.Playing, script.Session.Phase);
    }

    [Fact]
    public void Who_wants_none_of_it_does_not_speak_of_it()
    {
        Script script = new(Script.Options() with { Repair = false });
        script.Answer(Features).Answer($"Content-Base: {Film}", Sdp).SetUp(5_000, 7).SetUp(5_002, 9);
        Assert.DoesNotContain("streaming.repair", script.Said, StringComparison.Ordinal);
        Assert.Equal([null, null], script.Ready.Select(one => one.Parity));
        Assert.EndsWith("Range: npt=0.000-\n", script.Said, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_sound_comes_with_its_parity_and_the_old_one_goes_with_its_own()
    {
        Script script = Voices();
        script.Do((session, now) => session.ChooseAudio(script.Presentation!.Tracks[1], now));
        Assert.Equal([$"PAUSE {Film}", Track2, Parity2], script.Requests);

        script.Answer("Range: npt=2-", number: 6).SetUp(5_002, 9, 7).Clear();
        Assert.Empty(script.Requests);
        script.SetUp(5_002, 10, 8);
        Assert.Equal([$"TEARDOWN {Film}parityID=1", $"TEARDOWN {Film}trackID=1?repair=yes", Play], script.Requests);
        Assert.Equal(new ParitySetup(127, new Ssrc(10), Window), script.Ready[^1].Parity);
        script.Answer(number: 9).Answer(number: 10).Answer("Range: npt=2-", number: 11);
        Assert.Contains("(AudioChosen)", script.Since);
    }

    [Fact]
    public void Another_sound_without_parity_is_better_than_none()
    {
        Script script = Voices();
        script.Do((session, now) => session.ChooseAudio(script.Presentation!.Tracks[1], now)).Answer("Range: npt=2-", number: 6);
        script.SetUp(5_002, 9, 7).Clear().Answer(status: RtspStatus.NotEnoughBandwidth, number: 8);
        Assert.Contains("(noted: no parity protects the audio: ", script.Since);
        Assert.Equal([$"TEARDOWN {Film}parityID=1", $"TEARDOWN {Film}trackID=1?repair=yes", Play], script.Requests);
        Assert.Equal((new Ssrc(9), null), (script.Ready[^1].Ssrc!.Value, script.Ready[^1].Parity));
    }

    [Fact]
    public void What_is_answered_of_a_refused_sound_s_parity_does_not_matter()
    {
        Script script = Voices();
        script.Do((session, now) => session.ChooseAudio(script.Presentation!.Tracks[1], now)).Answer("Range: npt=2-", number: 6);
        script.Clear().Answer(status: RtspStatus.NotEnoughBandwidth, number: 7).Answer(status: 455, number: 8);
        Assert.Contains("(cannot ChooseAudio: 453 ", script.Since);
        Assert.DoesNotContain("noted", script.Since, StringComparison.Ordinal);
        Assert.Equal([Play], script.Requests);
    }

    private static Script Described() => new Script().Answer(Features).Answer($"Content-Base: {Film}", Sdp);

    /// <summary>The first of two sounds is played, with its parity.</summary>
    private static Script Voices() => new Script(Script.Options() with { Preference = TrackPreference.Viewer })
        .Answer(Features).Answer($"Content-Base: {Film}", Sdp).SetUp(5_000, 7).SetUp(5_000, 8).Answer("Range: npt=0-10.5").Clear();

    private static string[] Sound(int track, string language) =>
    [
        "m=audio 0 RTP/AVP 97 126", "a=rtpmap:97 L16/48000/2", "a=rtpmap:126 rtx/48000", "a=fmtp:126 apt=97;rtx-time=1000",
        "a=rtcp-fb:97 nack", $"a=lang:{language}", $"a=mid:{track}", $"a=control:trackID={track}?repair=yes",
    ];

    private static string[] Parity(int track) =>
    [
        "m=application 0 RTP/AVP 127", "a=rtpmap:127 flexfec/48000", "a=fmtp:127 repair-window=1000000",
        $"a=mid:P{track}", $"a=control:parityID={track}",
    ];
}
