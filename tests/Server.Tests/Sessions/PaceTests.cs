using Streaming.Formats.Rtp;
using Streaming.Formats.Rtsp;
using Streaming.Formats.Rtsp.Headers;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Contracts;
using Streaming.Server.Sending;
using Streaming.Server.Sessions;
using Streaming.Server.Tests.Contracts;

namespace Streaming.Server.Tests.Sessions;

/// <summary>Scale, Speed and Seek-Style as requests and answers.</summary>
public sealed class PaceTests
{
    private readonly Rig _rig = new(ContractTitles.Film);

    [Theory]
    [InlineData("RAP", "3.5", "3.000", "RAP")]
    [InlineData("Next", "3.5", "4.000", "Next")]
    [InlineData("next", "9.5", "9.000", "Next")]
    [InlineData("First-Prior", "3.5", "3.000", "RAP")]
    [InlineData("CoRAP", "3.5", "3.000", "RAP")]
    [InlineData("frobnicate", "3.5", "3.000", "RAP")]
    [InlineData(null, "3.5", "3.000", null)]
    public void The_answer_names_the_style_used_and_where_it_led(string? style, string asked, string start, string? used)
    {
        RtspResponse answer = Play(Open(1, 4), ("Range", $"npt={asked}-"), ("Seek-Style", style));
        Assert.Equal(200, answer.Status);
        Assert.Equal(($"npt={start}-", used), (answer.Headers["Range"], answer.Headers["Seek-Style"]));
    }

    [Theory]
    [InlineData("8", "8.0", "npt=3.000-")]
    [InlineData("3", "2.0", "npt=3.000-")]
    [InlineData("-3", "-2.0", "npt=3.000-")]
    [InlineData("1.0", "1.0", "npt=3.000-")]
    public void A_scale_is_answered_with_what_is_played(string asked, string played, string range)
    {
        RtspResponse answer = Play(Open(1, 4), ("Range", "npt=3.2-"), ("Scale", asked));
        Assert.Equal((played, range), (answer.Headers["Scale"], answer.Headers["Range"]));
        Assert.True(RtpInfoHeader.TryParse(answer.Headers["RTP-Info"], out RtpInfoHeader? info, out _));
        _rig.Pass(TimeSpan.FromMilliseconds(300));
        RtpHeader first = _rig.Sink.First[_rig.Session.Streams[0].Sending];
        Assert.Equal((info.Entries[0].First, info.Entries[0].Start), (first.Sequence, first.Timestamp));
        Assert.Equal(played == "1.0", _rig.Sink.First.ContainsKey(_rig.Session.Streams[1].Sending));
    }

    [Fact]
    public void Without_a_range_a_run_begins_at_once_and_scale_1_goes_on_from_where_it_has_come_to()
    {
        string session = Open(1, 4);
        Play(session);
        _rig.Pass(TimeSpan.FromSeconds(1.5));
        Assert.Equal("npt=2.000-", Play(session, ("Scale", "4")).Headers["Range"]);
        _rig.Pass(TimeSpan.FromSeconds(1.1));

        // A sign of life says what is played and changes nothing.
        int plays = _rig.Session.Plays;
        Assert.Equal("4.0", Play(session).Headers["Scale"]);
        Assert.Equal(plays, _rig.Session.Plays);

        RtspResponse answer = Play(session, ("Scale", "1"));
        Assert.Equal(("npt=6.000-", "1.0"), (answer.Headers["Range"], answer.Headers["Scale"]));
        Assert.Equal(PlayPace.Normal, _rig.Session.Pace);
        _rig.Pass(TimeSpan.FromSeconds(1));
        Assert.Contains(_rig.Session.Streams[1].Sending, _rig.Sink.First.Keys);
    }

    [Fact]
    public void Backwards_a_film_ends_at_its_beginning_and_begins_anew()
    {
        string session = Open(1, 4);
        Assert.Equal("npt=5.000-", Play(session, ("Range", "npt=5.7-"), ("Scale", "-2")).Headers["Range"]);
        _rig.Pass(TimeSpan.FromSeconds(4));
        Assert.Equal(SessionState.Ready, _rig.Session.State);
        Assert.Equal(MediaTime.Zero, _rig.Session.Sending.Position(_rig.Now));
        Assert.Equal("npt=0.000-", Play(session).Headers["Range"]);
    }

    [Theory]
    [InlineData("npt=8-3", "-1", 200)]
    [InlineData("npt=3-8", "-1", 457)]
    [InlineData("npt=8-3", "2", 457)]
    [InlineData("npt=-3", "-1", 200)]
    public void Backwards_a_range_begins_at_its_later_end(string range, string scale, int status) =>
        Assert.Equal(status, Play(Open(1, 4), ("Range", range), ("Scale", scale)).Status);

    [Fact]
    public void A_title_without_a_picture_is_answered_with_scale_1()
    {
        RtspResponse answer = Play(Open(4), ("Range", "npt=3-"), ("Scale", "8"), ("Speed", "1.5"));
        Assert.Equal(("1.0", "1.5"), (answer.Headers["Scale"], answer.Headers["Speed"]));
    }

    [Fact]
    public void A_speed_takes_a_contract_of_as_much_more_and_normal_speed_gives_it_back()
    {
        string session = Open(1, 4);
        Play(session);
        BitRate usual = _rig.Desk.Total;
        _rig.Pass(TimeSpan.FromSeconds(1));
        RtspResponse answer = Play(session, ("Speed", "1.5"), ("Supported", Features.Contract));
        Assert.Equal("1.5", answer.Headers["Speed"]);
        Assert.True(ContractText.TryParse(answer.Headers["Contract"], out ContractText? said, out _));
        Assert.Equal((_rig.Desk.Total, _rig.Session.Sending.Traffic), (said.Contract.Reserved, said.Contract.Traffic));
        Assert.InRange(_rig.Desk.Total.BitsPerSecond / (double)usual.BitsPerSecond, 1.49, 1.5);
        MediaTime before = _rig.Session.Sending.Position(_rig.Now);
        _rig.Pass(TimeSpan.FromSeconds(2));
        Assert.Equal(3, (_rig.Session.Sending.Position(_rig.Now) - before).TotalSeconds, 3);

        Play(session, ("Speed", "1"));
        Assert.Equal(usual, _rig.Desk.Total);
        Assert.Equal(PlayPace.Normal, _rig.Session.Pace);
    }

    [Fact]
    public void Slower_keeps_the_contract_so_that_there_is_a_way_back()
    {
        string session = Open(1, 4);
        Play(session);
        (BitRate usual, int generation) = (_rig.Desk.Total, _rig.Session.Contract!.Generation);
        Assert.Equal("0.5", Play(session, ("Speed", "0.5")).Headers["Speed"]);
        Assert.Equal((usual, generation), (_rig.Desk.Total, _rig.Session.Contract.Generation));
    }

    [Fact]
    public void Where_there_is_no_room_the_greatest_speed_that_fits_is_granted_and_then_no_more()
    {
        string session = Open(4);
        Play(session);
        _rig.Desk.Capacity = new((_rig.Desk.Total.BitsPerSecond * 14 / 10) + 5_000);
        Assert.Equal("1.45", Play(session, ("Speed", "2")).Headers["Speed"]);

        Agreement before = _rig.Session.Agreement;
        int plays = _rig.Session.Plays;
        RtspResponse refusal = Play(session, ("Speed", "1.8"));
        Assert.Equal((453, "uplink"), (refusal.Status, refusal.Headers["Limit"]));
        Assert.Equal((before, plays), (_rig.Session.Agreement, _rig.Session.Plays));
        Assert.Equal(1.45, _rig.Session.Pace.Speed.Value);
        Assert.Equal(SessionState.Playing, _rig.Session.State);
    }

    [Fact]
    public void On_a_full_link_quality_gives_way_to_speed_and_comes_back_with_it()
    {
        string session = Open(1, 4);
        Play(session);
        _rig.Pass(TimeSpan.FromSeconds(1.5));
        _rig.Desk.Capacity = BitRate.Mbps(3);
        RtspResponse answer = Play(session, ("Speed", "2"));
        Assert.Equal(("2.0", "480p"), (answer.Headers["Speed"], _rig.Session.Point!.Name));

        // What is sent fits at once: it goes on at a key picture, in the rendition that was granted.
        Assert.Equal(("npt=1.000-", 2), (answer.Headers["Range"], _rig.Session.Sending.Streams[0].Index.Track.Id));
        Assert.Equal(_rig.Session.Contract!.Traffic, _rig.Session.Sending.Traffic);
        Play(session, ("Speed", "1"));
        Assert.Equal("source", _rig.Session.Point.Name);
    }

    [Theory]
    [InlineData("Scale", "0")]
    [InlineData("Speed", "-1")]
    [InlineData("Speed", "fast")]
    public void What_is_no_number_is_no_request(string header, string value) =>
        Assert.Equal(400, Play(Open(1, 4), (header, value)).Status);

    /// <summary>A language is switched with one breath: nobody waits for an answer in between.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_stream_is_exchanged_in_a_pause_and_all_go_on_where_they_stopped(bool tearsDownFirst)
    {
        string session = Open(1, 4);
        Play(session);
        _rig.Pass(TimeSpan.FromSeconds(3.3));
        SessionStream picture = _rig.Session.Streams[0];
        SequenceNumber next = picture.Sending.NextSequence;
        BitRate held = _rig.Desk.Total;
        Assert.Equal(200, Send("PAUSE", "", session).Status);
        MediaTime position = _rig.Session.Sending.Position(_rig.Now);
        if (tearsDownFirst)
            Assert.Equal(200, Send("TEARDOWN", "/trackID=4", session).Status);
        Assert.Equal(200, Send("SETUP", "/trackID=5", session, ("Transport", "RTP/AVP;unicast;client_port=5010-5011")).Status);
        if (!tearsDownFirst)
            Assert.Equal(200, Send("TEARDOWN", "/trackID=4", session).Status);
        RtspResponse answer = Play(session);

        Assert.Equal(200, answer.Status);
        Assert.Equal(held, _rig.Desk.Total);
        Assert.Equal([1, 5], _rig.Session.Streams.Select(stream => stream.Track.Id));
        Assert.Equal([1, 5], _rig.Session.Sending.Streams.Select(stream => stream.Index.Track.Id));
        Assert.Equal(_rig.Session.Contract!.Traffic, _rig.Session.Sending.Traffic);
        Assert.Equal(position, RangeStart(answer));
        Assert.True(RtpInfoHeader.TryParse(answer.Headers["RTP-Info"], out RtpInfoHeader? info, out _));
        Assert.Equal(next, info.Entries[0].First);
        _rig.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(next, _rig.Sink.First[picture.Sending].Sequence);

        // By plan, what a buffer of a second has not had yet goes first; never anything from behind the position.
        SessionStream sound = _rig.Session.Streams[1];
        int since = _rig.Sink.First[sound.Sending].Timestamp.Since(info.Entries[1].Start!.Value);
        Assert.InRange(since / 48_000.0, -1.02, 0.02);
    }

    private static MediaTime RangeStart(RtspResponse answer) =>
        RangeHeader.TryParse(answer.Headers["Range"], out RangeHeader? range, out _) ? range.Start!.Value : throw new FormatException();

    private string Open(params int[] tracks) => _rig.SetUp("film", tracks);

    private RtspResponse Play(string session, params (string Name, string? Value)[] headers) => Send("PLAY", "", session, headers);

    private RtspResponse Send(string method, string path, string session, params (string Name, string? Value)[] headers) => _rig.Send(
        method,
        $"rtsp://h/film{path}",
        [("Session", session), .. headers.Where(header => header.Value is not null).Select(header => (header.Name, header.Value!))]);
}
