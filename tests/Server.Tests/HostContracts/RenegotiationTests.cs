using Streaming.Formats.Rtsp;
using Streaming.Server.Contracts;
using Streaming.Server.Host.Contracts;
using Streaming.Server.Sessions;

namespace Streaming.Server.Tests.HostContracts;

public sealed class RenegotiationTests : IAsyncLifetime
{
    private readonly HostRig _rig = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task A_viewer_is_promised_what_he_is_sent()
    {
        await _rig.PlayAsync("10.2.0.7");
        FilmSession session = _rig.Session;
        Assert.Equal("source", session.Point!.Name);
        Assert.Equal(session.Contract!.Reserved, _rig.Reserved("uplink"));
        Assert.NotNull(session.Agreement.InForce);
    }

    [Fact]
    public async Task A_link_that_shrinks_moves_the_session_at_once_and_tells_its_client()
    {
        await _rig.PlayAsync("10.2.0.7", wishes: ("Supported", "streaming.contract"));
        await _rig.PassAsync(1);
        Assert.Equal("480p", await _rig.LimitAsync(BitRate.Mbps(2)));

        Assert.Equal(2, Assert.Single(_rig.Delivery.Changes).Streams.Count);
        RtspRequest notice = Assert.Single(_rig.Notices);
        Assert.Equal("SET_PARAMETER", notice.Method);
        Assert.Contains("point=480p", notice.Headers["Contract"], StringComparison.Ordinal);
        Assert.Contains("uplink", notice.Headers["Reason"], StringComparison.Ordinal);
        Assert.Equal(_rig.Session.Contract!.Generation, _rig.Session.Agreement.InForce!.Contract.Generation);
        Assert.Equal(_rig.Session.Contract.Reserved, _rig.Reserved("uplink"));
        Assert.Equal(1, _rig.Server.Engine.Moves);
    }

    [Fact]
    public async Task A_client_that_knows_no_contracts_is_moved_without_a_word()
    {
        await _rig.PlayAsync("10.2.0.7");
        await _rig.LimitAsync(BitRate.Mbps(2));
        Assert.Empty(_rig.Notices);
        Assert.Single(_rig.Delivery.Changes);
    }

    [Fact]
    public async Task There_is_no_way_up_before_there_has_been_room_for_a_while()
    {
        await _rig.PlayAsync("10.2.0.7");
        await _rig.PassAsync(1);
        await _rig.LimitAsync(BitRate.Mbps(2));
        Assert.Equal("480p", await _rig.LimitAsync(BitRate.Mbps(10)));
        await _rig.PassAsync(12);
        Assert.Equal("480p", _rig.Session.Point!.Name);
        await _rig.PassAsync(10);
        Assert.Equal("source", _rig.Session.Point!.Name);
        Assert.Equal(_rig.Session.Contract!.Reserved, _rig.Reserved("uplink"));
    }

    [Fact]
    public async Task A_link_that_flaps_every_second_moves_nobody_more_than_once_in_ten_seconds()
    {
        await _rig.PlayAsync("10.2.0.7");
        for (int second = 0; second < 120; second++)
        {
            await _rig.LimitAsync(BitRate.Mbps(second % 2 == 0 ? 2 : 10));
            await _rig.PassAsync(1);
        }

        Assert.InRange(_rig.Server.Engine.Moves, 1, 12);
    }

    [Fact]
    public async Task Whoever_cannot_be_carried_at_all_is_ended_with_the_reason()
    {
        await _rig.PlayAsync("10.2.0.7", wishes: ("Flow-Spec", "priority=2"));
        await _rig.PlayAsync("10.2.0.8");
        await _rig.PassAsync(1);
        for (int tenths = 4; tenths >= 1; tenths--)
            await _rig.LimitAsync(BitRate.Kbps(tenths * 100));

        EndedSession ended = _rig.Server.Monitors.Ended[0];
        Assert.Equal("10.2.0.7", ended.Last.Client.Address.ToString());
        Assert.Contains("uplink", ended.Reason, StringComparison.Ordinal);
        Assert.False(ended.Verdict.IsMet);
        Assert.Matches("^contract violated: quality level .* by the network", ended.Verdict.ToString());
        Assert.True(_rig.Reserved("uplink") <= new BitRate(100_000));
    }

    [Fact]
    public async Task A_more_important_session_takes_room_from_the_others()
    {
        for (int viewer = 1; viewer <= 4; viewer++)
            await _rig.PlayAsync($"10.2.0.{viewer}", wishes: ("Flow-Spec", "priority=1"));
        await _rig.PlayAsync("10.2.0.9", wishes: ("Flow-Spec", "priority=5"));
        ServerSession important = _rig.Server.Sessions.All().Single(one => one.Session.Priority == 5).Session;
        Assert.Equal("source", important.Point!.Name);
        await _rig.PassAsync(1);
        Assert.NotEqual(0, _rig.Server.Engine.Moves);
        Assert.All(_rig.Server.Sessions.All(), one => Assert.Equal(_rig.Server.Desk.Find(one.Session.Id)!.Point, one.Session.Point));
    }

    [Fact]
    public async Task A_paused_session_holds_its_room_no_longer_than_its_lease_and_asks_again_when_it_plays()
    {
        HostRig rig = new(DeskRig.Network with { Lease = TimeSpan.FromSeconds(20) });
        await using (rig)
        {
            string id = await rig.PlayAsync("10.2.0.7");
            ConnectionFacts from = rig.Connect("10.2.0.7");
            Assert.Equal(200, (await rig.SendAsync(from, "PAUSE", "rtsp://h/film/", ("Session", id))).Status);
            await rig.PassAsync(25, isHeard: false);
            Assert.Equal(BitRate.Zero, rig.Reserved("uplink"));
            Assert.Equal(200, (await rig.SendAsync(from, "PLAY", "rtsp://h/film/", ("Session", id))).Status);
            Assert.Equal(rig.Session.Contract!.Reserved, rig.Reserved("uplink"));
        }
    }

    [Theory]
    [InlineData(20, "20s")]
    [InlineData(300, "60s")]
    public async Task A_client_is_told_how_long_its_reservation_really_lasts(int lease, string told)
    {
        HostRig rig = new(DeskRig.Network with { Lease = TimeSpan.FromSeconds(lease) });
        await using (rig)
        {
            string id = await rig.PlayAsync("10.2.0.7", wishes: ("Supported", "streaming.contract"));
            RtspResponse again = await rig.SendAsync(rig.Connect("10.2.0.7"), "PLAY", "rtsp://h/film/", ("Session", id));
            Assert.EndsWith($"lease={told}", again.Headers["Contract"], StringComparison.Ordinal);
            await rig.LimitAsync(BitRate.Mbps(2));
            Assert.EndsWith($"lease={told}", Assert.Single(rig.Notices).Headers["Contract"], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_operator_moves_a_session_where_there_is_room()
    {
        await _rig.PlayAsync("10.2.0.7");
        OperatingPoint lower = _rig.Session.Points[1];
        Assert.True(_rig.Server.Engine.TryMove(_rig.Session, lower, "as the operator wished", _rig.Time.Now));
        Assert.Equal(lower, _rig.Session.Point);
    }

    [Fact]
    public async Task Nothing_is_reserved_after_sessions_have_ended_in_every_way()
    {
        for (int round = 0; round < 10; round++)
        {
            string torn = await _rig.PlayAsync("10.2.0.1");
            await _rig.SendAsync(_rig.Connect("10.2.0.1"), "TEARDOWN", "rtsp://h/film/", ("Session", torn));

            await _rig.PlayAsync("10.2.0.2", isOverTcp: true);
            await _rig.Server.Sessions.DisconnectAsync(_rig.Session.Streams[0].Connection!.Value, _rig.Server.Sessions.All());
            Assert.Equal(0, _rig.Server.Sessions.Count);

            await _rig.PlayAsync("10.2.0.3");
            Assert.True(await _rig.Server.Sessions.KickAsync(_rig.Session.Id.Brief));

            await _rig.PlayAsync("10.2.0.4");
            _rig.Delivery.Fail(_rig.Session.Sending);

            await _rig.PlayAsync("10.2.0.5");
            await _rig.PlayAsync("10.2.0.6");
            Assert.NotEqual(BitRate.Zero, _rig.Reserved("uplink"));
            await _rig.PassAsync(62, isHeard: false);
            Assert.Equal(0, _rig.Server.Sessions.Count);

            // Refused in the middle: a first stream that fits, a second one that does not.
            _rig.Server.Desk.ChangeRate("uplink", BitRate.Kbps(130), _rig.Time.Now);
            Assert.Equal("", await _rig.PlayAsync("10.2.0.7"));
            await _rig.PassAsync(62, isHeard: false);
            _rig.Server.Desk.ChangeRate("uplink", BitRate.Mbps(10), _rig.Time.Now);
        }

        Assert.Equal(60, _rig.Server.Monitors.Ended.Count);
        await _rig.PlayAsync("10.2.0.8");
        await _rig.Server.Sessions.CloseAllAsync("the server stops");
        await _rig.PassAsync(3);
        _rig.CheckEmpty();
    }
}
