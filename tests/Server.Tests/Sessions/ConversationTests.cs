namespace Streaming.Server.Tests.Sessions;

/// <summary>Whole conversations, as real clients hold them.</summary>
public sealed class ConversationTests
{
    [Fact]
    public void A_player_over_udp_describes_sets_up_plays_seeks_pauses_and_leaves() => Conversation.Run(new(), """
        C: OPTIONS rtsp://h:8554/film
        S: 200
        S: Public: OPTIONS, DESCRIBE, SETUP, PLAY, PAUSE, GET_PARAMETER, SET_PARAMETER, TEARDOWN
        S! Session
        C: DESCRIBE rtsp://h:8554/film
        C: Accept: application/sdp
        S: 200
        S: Content-Type: application/sdp
        S: Content-Base: rtsp://h:8554/film/
        S> s=The film
        S> a=range:npt=0.000-10.000
        C: SETUP rtsp://h:8554/film/trackID=1
        C: Transport: RTP/AVP/UDP;unicast;client_port=5000-5001
        S: 200
        S: Session: *;timeout=60
        S: Transport: RTP/AVP/UDP;unicast;client_port=5000-5001;server_port=8000-8001;ssrc=00000003;mode="PLAY"
        C: SETUP rtsp://h:8554/film/trackID=4
        C: Transport: RTP/AVP/UDP;unicast;client_port=5002-5003
        C: Session: $session
        S: 200
        S: Session: $session;timeout=60
        S: Transport: *;ssrc=00000004;*
        C: PLAY rtsp://h:8554/film/
        C: Session: $session
        C: Range: npt=0.000-
        S: 200
        S: Range: npt=0.000-
        S: RTP-Info: url=rtsp://h:8554/film/trackID=1;seq=65532;rtptime=4294967292,*
        S: RTP-Info: *,url=rtsp://h:8554/film/trackID=4;seq=65531;rtptime=4294967291
        @ 2.5 s
        C: GET_PARAMETER rtsp://h:8554/film/
        C: Session: $session
        S: 200
        C: PAUSE rtsp://h:8554/film/
        C: Session: $session
        S: 200
        S: Range: npt=2.500-
        @ 1 s
        C: PLAY rtsp://h:8554/film/
        C: Session: $session
        C: Range: npt=7.9-
        S: 200
        S: Range: npt=7.000-
        C: TEARDOWN rtsp://h:8554/film/
        C: Session: $session
        S: 200
        C: PLAY rtsp://h:8554/film/
        C: Session: $session
        S: 454
        S! Session
        """);

    [Fact]
    public void A_player_over_tcp_gets_the_channels_it_asks_for_or_free_ones() => Conversation.Run(new(), """
        C: SETUP rtsp://h/film/trackID=1
        C: Transport: RTP/AVP/TCP;unicast;interleaved=0-1
        S: 200
        S: Transport: RTP/AVP/TCP;unicast;interleaved=0-1;ssrc=*;mode="PLAY"
        C: SETUP rtsp://h/film/trackID=4
        C: Transport: RTP/AVP/TCP;interleaved=0-1
        C: Session: $session
        S: 200
        S: Transport: RTP/AVP/TCP;unicast;interleaved=2-3;*
        C: SETUP rtsp://h/film/trackID=6
        C: Transport: RTP/AVP/TCP
        C: Session: $session
        S: 200
        S: Transport: RTP/AVP/TCP;unicast;interleaved=4-5;*
        C: PLAY rtsp://h/film
        C: Session: $session
        S: 200
        """);

    [Fact]
    public void The_first_transport_that_can_be_served_is_taken() => Conversation.Run(new(), """
        C: SETUP rtsp://h/song
        C: Transport: RTP/SAVP;unicast;client_port=1-2,RTP/AVP;multicast;port=5000-5001
        C: Transport: RTP/AVP;unicast;client_port=6000-6001,RTP/AVP/TCP;interleaved=0-1
        S: 200
        S: Transport: RTP/AVP;unicast;client_port=6000-6001;*
        """);

    [Fact]
    public void A_stream_set_up_again_gets_its_new_transport() => Conversation.Run(new(), """
        C: SETUP rtsp://h/song/trackID=1
        C: Transport: RTP/AVP;unicast;client_port=6000-6001
        S: 200
        C: SETUP rtsp://h/song/trackID=1
        C: Session: $session
        C: Transport: RTP/AVP/TCP;interleaved=0-1
        S: 200
        S: Transport: RTP/AVP/TCP;unicast;interleaved=0-1;*
        C: PLAY rtsp://h/song
        C: Session: $session
        S: 200
        S: RTP-Info: url=rtsp://h/song/trackID=1;*
        C: SETUP rtsp://h/song/trackID=1
        C: Session: $session
        C: Transport: RTP/AVP;unicast;client_port=6000-6001
        S: 455
        """);

    [Fact]
    public void A_film_that_has_ended_is_ready_and_plays_again() => Conversation.Run(new(), """
        C: SETUP rtsp://h/song
        C: Transport: RTP/AVP;unicast;client_port=6000-6001
        S: 200
        C: PLAY rtsp://h/song
        C: Session: $session
        S: 200
        S: Range: npt=0.000-
        @ 12 s
        C: GET_PARAMETER rtsp://h/song
        C: Session: $session
        C> state
        S: 200
        S> state: Ready
        C: PAUSE rtsp://h/song
        C: Session: $session
        S: 200
        C: PLAY rtsp://h/song
        C: Session: $session
        S: 200
        S: Range: npt=0.000-
        @ 12 s
        C: PLAY rtsp://h/song
        C: Session: $session
        C: Range: npt=4-6
        S: 200
        S: Range: npt=4.000-6.000
        @ 5 s
        C: PLAY rtsp://h/song
        C: Session: $session
        S: 200
        S: Range: npt=6.000-
        """);

    [Fact]
    public void Playing_again_without_a_range_changes_nothing() => Conversation.Run(new(), """
        C: SETUP rtsp://h/song
        C: Transport: RTP/AVP;unicast;client_port=6000-6001
        S: 200
        C: PLAY rtsp://h/song
        C: Session: $session
        S: 200
        @ 3 s
        C: PLAY rtsp://h/song
        C: Session: $session
        S: 200
        S: Range: npt=3.000-
        S! RTP-Info
        C: PLAY rtsp://h/song
        C: Session: $session
        C: Range: npt=now-
        S: 200
        S: Range: npt=3.000-
        """);

    [Fact]
    public void Speeds_are_answered_with_the_one_there_is() => Conversation.Run(new(), """
        C: SETUP rtsp://h/song
        C: Transport: RTP/AVP;unicast;client_port=6000-6001
        S: 200
        C: PLAY rtsp://h/song
        C: Session: $session
        C: Scale: 2.0
        C: Speed: 1.5
        S: 200
        S: Scale: 1*
        S: Speed: 1*
        C: PLAY rtsp://h/song
        C: Session: $session
        C: Scale: NaN
        S: 400
        """);

    [Fact]
    public void A_client_that_ignores_the_base_address_is_understood() => Conversation.Run(new(), """
        C: DESCRIBE rtsp://h/film?audio=de
        S: 200
        S: Content-Base: rtsp://h/film/
        S> a=lang:de
        C: SETUP rtsp://h/film?audio=de/trackID=5
        C: Transport: RTP/AVP;unicast;client_port=6000-6001
        S: 200
        C: PLAY rtsp://h/film?audio=de
        C: Session: $session
        S: 200
        S: RTP-Info: url=rtsp://h/film?audio=de/trackID=5;seq=*;rtptime=*
        """);

    [Fact]
    public void Streams_leave_one_by_one_while_the_others_play_on() => Conversation.Run(new(), """
        C: SETUP rtsp://h/film/trackID=1
        C: Transport: RTP/AVP;unicast;client_port=6000-6001
        S: 200
        C: SETUP rtsp://h/film/trackID=4
        C: Session: $session
        C: Transport: RTP/AVP;unicast;client_port=6002-6003
        S: 200
        C: PLAY rtsp://h/film
        C: Session: $session
        S: 200
        @ 3 s
        C: TEARDOWN rtsp://h/film/trackID=1
        C: Session: $session
        S: 200
        @ 1 s
        C: GET_PARAMETER rtsp://h/film
        C: Session: $session
        C> state
        C> position
        S: 200
        S> state: Playing
        S> position: 4.000
        C: TEARDOWN rtsp://h/film/trackID=4
        C: Session: $session
        S: 200
        C: GET_PARAMETER rtsp://h/film
        C: Session: $session
        S: 454
        """);

    [Fact]
    public void Small_packets_are_made_for_who_asks_for_them() => Conversation.Run(new(), """
        C: SETUP rtsp://h/song
        C: Transport: RTP/AVP;unicast;client_port=6000-6001
        C: Blocksize: 1000
        S: 200
        S: Blocksize: 1000
        C: SETUP rtsp://h/song
        C: Transport: RTP/AVP;unicast;client_port=6000-6001
        C: Blocksize: 1
        S: 200
        S: Blocksize: 320
        C: SETUP rtsp://h/song
        C: Transport: RTP/AVP;unicast;client_port=6000-6001
        C: Blocksize: 65535
        S: 200
        S: Blocksize: 1388
        """);
}
