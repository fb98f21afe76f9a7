using System.Text;
using Streaming.Formats.Rtsp;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Contracts;
using Streaming.Server.Sending;
using Streaming.Server.Sessions;
using Streaming.Server.Tests.Sessions;

namespace Streaming.Server.Tests.Contracts;

/// <summary>Contracts that change, run out and end.</summary>
public sealed class ChangeTests
{
    private readonly Rig _rig = new(ContractTitles.Film);

    [Fact]
    public void What_play_asks_for_as_setup_did_is_no_other_contract()
    {
        (string, string) asked = ("Flow-Spec", "buffer=1s; loss=1%; accept=480p,240p; priority=9");
        RtspResponse first = _rig.Send("SETUP", "rtsp://h/film/trackID=1", ("Transport", "RTP/AVP;unicast;client_port=5000-5001"), asked);
        string session = first.Headers["Session"]!.Split(';')[0];
        _rig.Send(
            "SETUP", "rtsp://h/film/trackID=4", ("Transport", "RTP/AVP;unicast;client_port=5002-5003"), asked, ("Session", session));
        Assert.Equal(200, _rig.Send("PLAY", "rtsp://h/film", ("Session", session), asked).Status);
        Assert.Equal(2, _rig.Session.Agreement.InForce!.Contract.Generation);

        _rig.Send("PLAY", "rtsp://h/film", ("Session", session), ("Flow-Spec", "buffer=1s; loss=1%; accept=240p; priority=9"));
        Assert.Equal((3, "240p"), (_rig.Session.Contract!.Generation, _rig.Session.Point!.Name));
    }

    [Fact]
    public void A_contract_is_in_force_with_the_first_packet_and_its_plans_are_followed()
    {
        Open(1, 4);
        Assert.Null(_rig.Session.Agreement.InForce);
        Assert.Equal(2, _rig.Session.Agreement.Pending!.Contract.Generation);
        Play();
        Assert.Equal(2, _rig.Session.Agreement.InForce!.Contract.Generation);
        Assert.Null(_rig.Session.Agreement.Pending);
        Assert.Equal(_rig.Session.Contract!.Traffic, _rig.Session.Sending.Traffic);
    }

    [Fact]
    public void What_does_not_fit_whole_is_sent_from_the_first_packet_in_the_rendition_that_does()
    {
        _rig.Desk.Capacity = BitRate.Kbps(1_300);
        Open(1, 4);
        Play();
        Assert.Equal([2, 4], _rig.Session.Sending.Streams.Select(stream => stream.Index.Track.Id));
        Assert.Equal([1, 4], _rig.Session.Streams.Select(stream => stream.Track.Id));
    }

    [Fact]
    public void A_wish_while_playing_is_granted_at_once_and_in_force_when_delivery_has_switched()
    {
        Open(1, 4);
        Play();
        _rig.Pass(TimeSpan.FromSeconds(2.5));
        RtspResponse response = Wish("accept=480p");
        Assert.Equal(200, response.Status);
        Assert.True(ContractText.TryParse(response.Headers["Contract"], out ContractText? said, out _));
        Assert.Equal((3, "480p"), (said.Contract.Generation, said.Point));
        SessionEffect.Changed changed = Assert.Single(_rig.Effects.OfType<SessionEffect.Changed>());
        Assert.Equal((3, "480p", "the client asked for it"), (changed.Contract.Generation, changed.Point.Name, changed.Reason));
        Assert.Equal(3, _rig.Session.Agreement.Pending!.Contract.Generation);
        Assert.Equal(1, _rig.Session.Sending.Streams[0].Index.Track.Id);
        Assert.Equal(_rig.Session.Contract!.Reserved, _rig.Desk.Total);

        // At the next key picture common to both renditions, half a second on, within what a plan sends ahead.
        _rig.Pass(TimeSpan.FromSeconds(2));
        Assert.Equal(3, _rig.Session.Agreement.InForce!.Contract.Generation);
        Assert.Equal(2, _rig.Session.Sending.Streams[0].Index.Track.Id);
        Assert.Single(_rig.Effects.OfType<SessionEffect.Started>());
    }

    [Fact]
    public void A_wish_while_paused_is_in_force_with_the_next_seek()
    {
        string session = Open(1, 4);
        Play();
        _rig.Pass(TimeSpan.FromSeconds(2));
        _rig.Send("PAUSE", "rtsp://h/film", ("Session", session));
        Assert.Equal(200, Wish("accept=240p").Status);
        Assert.Empty(_rig.Effects.OfType<SessionEffect.Changed>());
        _rig.Send("PLAY", "rtsp://h/film", ("Session", session), ("Range", "npt=5-"));
        Assert.Equal(3, _rig.Session.Agreement.InForce!.Contract.Generation);
        Assert.Equal(3, _rig.Session.Sending.Streams[0].Index.Track.Id);
    }

    [Fact]
    public void A_wish_after_the_end_holds_for_the_film_played_again()
    {
        string session = Open(1, 4);
        Play();
        _rig.Pass(TimeSpan.FromSeconds(12));
        Assert.Equal(SessionState.Ready, _rig.Session.State);
        Assert.Equal(200, Wish("accept=240p").Status);
        Assert.Equal(200, _rig.Send("PLAY", "rtsp://h/film", ("Session", session)).Status);
        Assert.Equal(3, _rig.Session.Sending.Streams[0].Index.Track.Id);
        Assert.Null(_rig.Session.Agreement.Pending);
    }

    [Fact]
    public void A_wish_that_is_refused_changes_nothing()
    {
        _rig.Desk.Capacity = BitRate.Kbps(1_300);
        Open(1, 4);
        Play();
        Agreement before = _rig.Session.Agreement;
        BitRate held = _rig.Desk.Total;
        Assert.Equal(453, Wish("accept=source").Status);
        Assert.Equal((before, held), (_rig.Session.Agreement, _rig.Desk.Total));
        Assert.Empty(_rig.Effects.OfType<SessionEffect.Changed>());
        Assert.Equal(454, _rig.Send("SET_PARAMETER", "rtsp://h/film", ("Flow-Spec", "accept=240p")).Status);
    }

    [Fact]
    public void A_wish_may_come_with_a_play()
    {
        string session = Open(1, 4);
        Play();
        RtspResponse response = _rig.Send("PLAY", "rtsp://h/film", ("Session", session), ("Flow-Spec", "accept=480p"));
        Assert.True(ContractText.TryParse(response.Headers["Contract"], out ContractText? said, out _));
        Assert.Equal("480p", said.Point);
        Assert.Single(_rig.Effects.OfType<SessionEffect.Changed>());
        _rig.Desk.Capacity = BitRate.Kbps(1_300);
        response = _rig.Send("PLAY", "rtsp://h/film", ("Session", session), ("Flow-Spec", "accept=source"), ("Range", "npt=3-"));
        Assert.Equal(453, response.Status);
        Assert.Equal(SessionState.Playing, _rig.Session.State);
        Assert.Equal(1, _rig.Session.Plays);
    }

    [Fact]
    public void Every_sign_of_life_keeps_the_reservation()
    {
        string session = Open(1);
        for (int i = 0; i < 5; i++)
        {
            _rig.Pass(TimeSpan.FromSeconds(50));
            _rig.Send("GET_PARAMETER", "rtsp://h/film", ("Session", session));
        }

        Play();
        Assert.Equal((1, 1), (_rig.Desk.Reserved, _rig.Session.Contract!.Generation));
    }

    [Fact]
    public void What_ran_out_in_a_long_pause_is_reserved_again_by_play()
    {
        string session = Open(1, 4);
        Play();
        _rig.Send("PAUSE", "rtsp://h/film", ("Session", session));
        _rig.Pass(_rig.Desk.Lease + TimeSpan.FromSeconds(1));
        Assert.Equal(200, _rig.Send("PLAY", "rtsp://h/film", ("Session", session)).Status);
        Assert.Equal(3, _rig.Session.Contract!.Generation);
        Assert.Equal(_rig.Session.Contract.Reserved, _rig.Desk.Total);
    }

    [Fact]
    public void Play_is_refused_where_the_room_is_gone_meanwhile_and_works_when_it_is_back()
    {
        string session = Open(1, 4);
        _rig.Desk.Forget(_rig.Session.Id);
        _rig.Desk.Capacity = BitRate.Kbps(100);
        RtspResponse refused = _rig.Send("PLAY", "rtsp://h/film", ("Session", session));
        Assert.Equal((453, "uplink"), (refused.Status, refused.Headers["Limit"]));
        Assert.Equal(SessionState.Ready, _rig.Session.State);
        Assert.Empty(_rig.Running);
        _rig.Desk.Capacity = BitRate.Kbps(1_300);
        Assert.Equal(200, _rig.Send("PLAY", "rtsp://h/film", ("Session", session)).Status);
        Assert.Equal("480p", _rig.Session.Point!.Name);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_stream_that_leaves_gives_back_what_it_had(bool isPlaying)
    {
        string session = Open(1, 4, 5);
        if (isPlaying)
            Play();
        BitRate before = _rig.Desk.Total;
        Assert.Equal(200, _rig.Send("TEARDOWN", "rtsp://h/film/trackID=5", ("Session", session)).Status);
        Assert.Equal(before - new BitRate((128_000 * 65 / 64) + 4_096), _rig.Desk.Total);
        Assert.Equal(4, _rig.Session.Contract!.Generation);
        Assert.Equal("source", _rig.Session.Point!.Name);
        _rig.CheckInvariants();
        _rig.Send("TEARDOWN", "rtsp://h/film", ("Session", session));
        Assert.Equal(0, _rig.Desk.Count);
    }

    [Fact]
    public void A_session_whose_picture_was_suspended_may_still_give_up_a_stream()
    {
        string session = Open(1, 4, 5);
        Play();
        ServerChange("sound only");
        _rig.Desk.Capacity = BitRate.Kbps(300);
        Assert.Equal(200, _rig.Send("TEARDOWN", "rtsp://h/film/trackID=5", ("Session", session)).Status);
        Assert.Equal("sound only", _rig.Session.Point!.Name);
        _rig.CheckInvariants();
    }

    [Fact]
    public void The_server_changes_a_contract_and_tells_its_client()
    {
        Open(1, 4);
        Play();
        ContractChange change = ServerChange("240p thinned", "the uplink\r\nshrank");
        Assert.Equal((3, "240p thinned"), (_rig.Session.Contract!.Generation, _rig.Session.Point!.Name));
        Assert.Equal(change, _rig.Session.Agreement.Pending);
        RtspRequest notice = _rig.Session.Notice(change, TimeSpan.FromSeconds(60));
        Assert.Equal(("SET_PARAMETER", "rtsp://192.0.2.9:8554/film", 1), (notice.Method, notice.Uri, notice.CSeq));
        Assert.Equal((_rig.Session.Id.ToString(), "the uplink  shrank"), (notice.Headers["Session"], notice.Headers["Reason"]));
        Assert.True(ContractText.TryParse(notice.Headers["Contract"], out ContractText? said, out _));
        Assert.Equal((3, "240p thinned", TimeSpan.FromSeconds(60)), (said.Contract.Generation, said.Point, said.Lease));
        Assert.Equal(2, _rig.Session.Notice(change, TimeSpan.FromSeconds(60)).CSeq);
        Assert.Equal(1, _rig.Session.Control);

        _rig.Session.Sending.Change(_rig.Session.Command(change), _rig.Now);
        _rig.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal(change.Contract, _rig.Session.Agreement.InForce!.Contract);
        SendStream picture = _rig.Session.Sending.Streams[0];
        Assert.Equal((3, StreamMode.Thinned), (picture.Index.Track.Id, picture.Mode));
    }

    [Fact]
    public void Whoever_missed_a_change_asks_for_what_is_in_force()
    {
        string session = Open(1, 4);
        Play();
        ServerChange("480p");
        RtspRequest request = new()
        {
            Method = "GET_PARAMETER",
            Uri = "rtsp://h/film",
            Headers = Rig.Request("", "", ("Session", session)).Headers,
            Body = "contract\r\nquality\r\nverdict\r\n"u8.ToArray(),
        };
        string[] lines = Encoding.UTF8.GetString(_rig.Send(request).Body).Split("\r\n");
        Assert.StartsWith("contract: ", lines[0], StringComparison.Ordinal);
        Assert.True(ContractText.TryParse(lines[0].AsSpan("contract: ".Length), out ContractText? said, out _), lines[0]);
        Assert.Equal((3, "480p"), (said.Contract.Generation, said.Point));
        Assert.Equal(["quality: loss=0%", "verdict: "], lines[1..3]);
    }

    [Fact]
    public void A_change_that_another_overtakes_is_never_in_force()
    {
        Open(1, 4);
        Play();
        ServerChange("480p");
        ContractChange last = ServerChange("240p");
        _rig.Session.Sending.Change(_rig.Session.Command(last), _rig.Now);
        _rig.Pass(TimeSpan.FromSeconds(3));
        bool[] everInForce = [.. _rig.Session.Agreement.History.Select(change => change.InForce is not null)];
        Assert.Equal([false, true, false, true], everInForce);
        Assert.Equal(4, _rig.Session.Agreement.InForce!.Contract.Generation);
    }

    [Fact]
    public void The_history_of_a_session_is_bounded()
    {
        Open(1, 4);
        for (int i = 0; i < 100; i++)
            ServerChange(i % 2 == 0 ? "480p" : "source");
        Assert.Equal(32, _rig.Session.Agreement.History.Count);
        Assert.Equal(102, _rig.Session.Contract!.Generation);
    }

    private string Open(params int[] tracks)
    {
        string session = _rig.SetUp("film", tracks);
        _rig.Send("OPTIONS", "*", ("Session", session), ("Supported", Features.Contract));
        return session;
    }

    private void Play() => Assert.Equal(200, _rig.Send("PLAY", "rtsp://h/film", ("Session", _rig.Session.Id.ToString())).Status);

    private RtspResponse Wish(string asked) =>
        _rig.Send("SET_PARAMETER", "rtsp://h/film", ("Session", _rig.Session.Id.ToString()), ("Flow-Spec", asked));

    /// <summary>As renegotiation does: reserves, then changes.</summary>
    private ContractChange ServerChange(string point, string reason = "the uplink shrank")
    {
        FilmSession session = _rig.Session;
        OperatingPoint target = session.Points.Single(one => one.Name == point);
        ReservationWish wish = new(
            session.Id, session.Client.Address, [target], session.Asked, session.Agreement.NextGeneration, null);
        ReservationAnswer.Granted granted = Assert.IsType<ReservationAnswer.Granted>(_rig.Desk.Reserve(wish, _rig.Now));
        return session.Change(granted.Point, granted.Contract, reason, _rig.Now);
    }
}
