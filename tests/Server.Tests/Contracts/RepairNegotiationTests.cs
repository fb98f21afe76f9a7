using Streaming.Formats.Rtsp;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Contracts;
using Streaming.Server.Sending;
using Streaming.Server.Sessions;
using Streaming.Server.Tests.HostContracts;
using Streaming.Server.Tests.Sessions;

namespace Streaming.Server.Tests.Contracts;

/// <summary>What repair is asked for, what of it is in force, and what it costs.</summary>
public sealed class RepairNegotiationTests
{
    private const string Wish = "fec=1:10x5,9:5x5; rtx=5%";
    private static readonly ParityLayout Layout = ParityLayout.OfColumns(10, 5);
    private readonly Rig _rig = new(ContractTitles.Film);

    private FilmSession Session => _rig.Session;

    [Fact]
    public void A_layout_is_in_force_once_its_parity_is_set_up_and_is_paid_for_then()
    {
        ContractText before = Read(SetUp("trackID=1?repair=yes", Wish));
        Assert.Empty(before.Contract.Protection);
        Assert.Equal(Ratio.Percent(5), before.Contract.Resend);

        ContractText after = Read(SetUp("parityID=1", Wish));
        Assert.Equal([new(1, Layout)], after.Contract.Protection);
        TrafficSpec media = Of(ParityLayout.None), both = Of(Layout);
        Assert.Equal(both.Rate - media.Rate, after.Contract.Traffic.Rate - before.Contract.Traffic.Rate);
        Assert.Equal(both.Depth - media.Depth, after.Contract.Traffic.Depth - before.Contract.Traffic.Depth);
        Assert.True(both.Rate > media.Rate);
        Assert.Equal(media.MaxPacket + new ByteCount(16), after.Contract.Traffic.MaxPacket);

        TrafficSpec resend = Session.Point!.Resend!;
        Assert.InRange(resend.Rate.BitsPerSecond, media.Rate.BitsPerSecond / 20, (media.Rate.BitsPerSecond / 20) + 2);
        Assert.Equal(both.Rate + resend.Rate + StreamTraffic.Reports.Rate, after.Contract.Traffic.Rate);
    }

    [Fact]
    public void Delivery_is_told_the_layout_and_the_bucket_of_resends()
    {
        SetUp("trackID=1?repair=yes", Wish);
        Assert.Null(Assert.Single(Session.Command(Session.Agreement.Latest!).Streams).Protection);
        SetUp("parityID=1", Wish);
        SendChange change = Session.Command(Session.Agreement.Latest!);
        Assert.Equal(Layout, Assert.Single(change.Streams).Protection);
        Assert.Equal((Session.Point!.Resend, true), (change.Resend, change.Resend is not null));

        Ask("rate=8Mb/s");
        change = Session.Command(Session.Agreement.Latest!);
        Assert.Equal((ParityLayout.None, null), (Assert.Single(change.Streams).Protection, change.Resend));
        Assert.Equal((0, null), (Session.Contract!.Protection.Count, Session.Contract.Resend));
    }

    [Fact]
    public void Another_layout_is_another_contract()
    {
        SetUp("trackID=1?repair=yes", Wish);
        BitRate rate = Read(SetUp("parityID=1", Wish)).Contract.Traffic.Rate;
        ContractText both = Read(Ask("fec=1:5x5+rows; rtx=5%"));
        Assert.Equal((3, "1:5x5+rows"), (both.Contract.Generation, $"{Assert.Single(both.Contract.Protection)}"));
        Assert.True(both.Contract.Traffic.Rate > rate);
        Assert.Equal(rate, Read(Ask("fec=1:10x5; rtx=5%")).Contract.Traffic.Rate);
    }

    [Fact]
    public void Whoever_wants_repair_is_not_given_a_worse_picture_for_it_unless_he_accepts_one()
    {
        SetUp("trackID=1?repair=yes", "rtx=5%");
        BitRate held = Session.Contract!.Traffic.Rate;
        _rig.Desk.Capacity = held + new BitRate(1_000);

        RtspResponse refused = SetUp("parityID=1", "fec=1:10x5; rtx=5%");
        Assert.Equal((453, "uplink"), (refused.Status, refused.Headers["Limit"]));
        Assert.Equal((held, "source"), (Session.Contract.Traffic.Rate, Session.Point!.Name));
        Assert.True(ContractText.TryParse(refused.Headers["Alternative"]!, out ContractText? other, out _));
        Assert.Equal(("480p", "1:10x5"), (other.Point, $"{Assert.Single(other.Contract.Protection)}"));

        ContractText accepted = Read(SetUp("parityID=1", "fec=1:10x5; rtx=5%; accept=source,480p"));
        Assert.Equal(("480p", 1), (accepted.Point, accepted.Contract.Protection.Count));
    }

    [Fact]
    public void Repair_that_is_given_up_is_granted_wherever_it_fits()
    {
        SetUp("trackID=1?repair=yes", Wish);
        SetUp("parityID=1", Wish);
        _rig.Desk.Capacity = Session.Contract!.Traffic.Rate;
        Assert.Equal("source", Read(Ask("fec=none")).Point);
        Assert.Equal(Of(ParityLayout.None).Rate + StreamTraffic.Reports.Rate, Session.Contract.Traffic.Rate);
    }

    [Theory]
    [InlineData("fec=1:5x2+rows", "fec", "70%")]
    [InlineData("fec=1:10x2; rtx=1%", "fec", "51%")]
    [InlineData("fec=1:1x0", "fec", "100%")]
    [InlineData("rtx=51%", "rtx", "51%")]
    public void More_repair_than_half_of_the_media_is_refused(string wish, string limit, string asked)
    {
        SetUp("trackID=1?repair=yes", "rtx=5%");
        SetUp("parityID=1", "fec=1:10x5; rtx=5%");
        Contract before = Session.Contract!;

        RtspResponse refused = Ask(wish);
        Assert.Equal((453, limit, asked, "50%"),
            (refused.Status, refused.Headers["Limit"], refused.Headers["Asked"], refused.Headers["Available"]));
        Assert.True(ContractText.TryParse(refused.Headers["Alternative"]!, out ContractText? other, out _));
        Assert.Equal(("source", 0, null), (other.Point, other.Contract.Protection.Count, other.Contract.Resend));
        Assert.Equal(before, Session.Contract);
    }

    [Fact]
    public void A_link_with_room_for_the_media_but_not_for_its_parity_is_named()
    {
        DeskRig desk = new();
        long media = Kilobits(Ladder(ParityLayout.None)), both = Kilobits(Ladder(Layout));
        Assert.True(both > media + 2);
        desk.Granted(1, DeskRig.Ladder(4_000 - both + 1), "10.1.0.1");

        Assert.Equal("source", desk.Granted(2, Ladder(ParityLayout.None), "10.1.0.2"));
        ReservationAnswer.Refused refused = Assert.IsType<ReservationAnswer.Refused>(desk.Reserve(2, Ladder(Layout), "10.1.0.2"));
        Assert.Equal("floor1", refused.Limit);
        Assert.Equal(4_000 - both + 1 + media, desk.Reserved("floor1").BitsPerSecond / 1_000, 1.0);
    }

    [Fact]
    public void As_many_protected_sessions_are_admitted_as_fit_with_their_parity()
    {
        DeskRig desk = new();
        OperatingPoint[] protectedOne = Ladder(Layout), plain = Ladder(ParityLayout.None);
        BitRate each = protectedOne[0].Traffic.Rate;
        ulong fits = (ulong)(10_000_000 / each.BitsPerSecond);
        Assert.True((long)fits * plain[0].Traffic.Rate.BitsPerSecond < 10_000_000 - 100_000);
        for (ulong session = 1; session <= fits; session++)
            desk.Granted(session, protectedOne);
        Assert.Equal(new((long)fits * each.BitsPerSecond), desk.Reserved("uplink"));
        Assert.Equal("uplink", Assert.IsType<ReservationAnswer.Refused>(desk.Reserve(fits + 1, protectedOne)).Limit);
    }

    [Fact]
    public void Faster_media_have_faster_parity_and_resends()
    {
        OperatingPoint normal = Best(PlaySpeed.Normal), fast = Best(PlaySpeed.Of(2));
        long reports = StreamTraffic.Reports.Rate.BitsPerSecond;
        Assert.Equal(2 * (normal.Traffic.Rate.BitsPerSecond - reports), fast.Traffic.Rate.BitsPerSecond - reports, 2.0);
        Assert.Equal(2 * normal.Resend!.Rate.BitsPerSecond, fast.Resend!.Rate.BitsPerSecond, 2.0);

        static OperatingPoint Best(PlaySpeed speed) => SessionPoints.Of(
            [new(1, [ContractTitles.Film.Tracks[0]], 1_384) { Parity = Layout, CanResend = true }],
            new() { Protection = [new(1, Layout)], Resend = Ratio.Percent(5) },
            speed).Points[0];
    }

    private static long Kilobits(OperatingPoint[] points) => (points[0].Traffic.Rate.BitsPerSecond + 999) / 1_000;

    private static OperatingPoint[] Ladder(ParityLayout layout) => [SessionPoints.Of(
        [new(1, [ContractTitles.Film.Tracks[0]], 1_384) { Parity = layout }], new() { Protection = [new(1, Layout)] }).Points[0]];

    private static TrafficSpec Of(ParityLayout layout) =>
        StreamTraffic.Of(ContractTitles.Film.Tracks[0], TimeSpan.FromSeconds(1), 1_384, layout);

    private RtspResponse SetUp(string what, string wish) => Send("SETUP", $"rtsp://h/film/{what}",
        ("Transport", "RTP/AVP;unicast;client_port=5000-5001"), ("Flow-Spec", wish));

    private RtspResponse Ask(string wish) => Send("SET_PARAMETER", "rtsp://h/film/", ("Flow-Spec", wish));

    private RtspResponse Send(string method, string uri, params (string Name, string Value)[] headers) => _rig.Sessions.Count == 0
        ? _rig.Send(method, uri, headers)
        : _rig.Send(method, uri, [.. headers, ("Session", $"{Session.Id}")]);

    private static ContractText Read(RtspResponse response)
    {
        Assert.Equal(200, response.Status);
        Assert.True(ContractText.TryParse(response.Headers["Contract"]!, out ContractText? contract, out FlowSpecFault? fault), $"{fault}");
        return contract;
    }
}
