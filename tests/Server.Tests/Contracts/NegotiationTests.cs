using System.Text;
using Streaming.Formats.Rtsp;
using Streaming.Qos.FlowSpecs;
using Streaming.Server.Contracts;
using Streaming.Server.Tests.Sessions;

namespace Streaming.Server.Tests.Contracts;

/// <summary>What is asked, what is granted, and what is refused.</summary>
public sealed class NegotiationTests
{
    private readonly Rig _rig = new(ContractTitles.Film);

    [Fact]
    public void The_feature_is_listed_and_may_be_required()
    {
        Assert.Equal("streaming.contract, streaming.repair, streaming.channel", _rig.Send("OPTIONS", "*").Headers["Supported"]);
        Assert.Equal(200, _rig.Send("OPTIONS", "*", ("Require", "streaming.contract")).Status);
        RtspResponse other = _rig.Send("OPTIONS", "*", ("Require", "streaming.contract, x"));
        Assert.Equal((551, "x"), (other.Status, other.Headers["Unsupported"]));
    }

    [Theory]
    [InlineData("Supported", "streaming.contract")]
    [InlineData("Supported", "play.basic, STREAMING.CONTRACT")]
    [InlineData("Require", "streaming.contract")]
    [InlineData("Flow-Spec", "rate=8Mb/s")]
    public void Whoever_knows_contracts_is_told_of_them(string header, string value)
    {
        RtspResponse response = SetUp(1, (header, value));
        ContractText contract = Read(response.Headers["Contract"]);
        Assert.Equal((1, "source"), (contract.Contract.Generation, contract.Point));
        Assert.Equal(_rig.Session.Contract!.Traffic, contract.Contract.Traffic);
        Assert.Equal((TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(1)), (contract.Lease, contract.Contract.Buffer));
        Assert.True(_rig.Session.KnowsContracts);
    }

    [Fact]
    public void Whoever_does_not_is_quietly_given_the_best_that_fits()
    {
        _rig.Desk.Capacity = BitRate.Kbps(1_300);
        RtspResponse response = SetUp(1);
        Assert.Equal(200, response.Status);
        Assert.False(response.Headers.Contains("Contract"));
        SetUp(4);
        Assert.Equal(("480p", ServiceClass.ControlledLoad), (_rig.Session.Point!.Name, _rig.Session.Contract!.Class));
        Assert.Equal([new(1, 2, StreamMode.Whole), new(4, 4, StreamMode.Whole)], _rig.Session.Point.Streams);
        Assert.False(_rig.Session.KnowsContracts);
    }

    [Fact]
    public void Every_term_reaches_whoever_decides()
    {
        const string Asked = "class=guaranteed; r=8Mb/s; b=64k; p=90Mb/s; m=60; M=1500; rate=3Mb/s; delay=200ms; jitter=50ms; loss=0.1%; "
            + "burst=4; buffer=2s; memory=4M; accept=480p,240p; priority=3; booking=b-17";
        Assert.Equal(200, SetUp(1, ("Flow-Spec", Asked)).Status);
        Assert.True(FlowSpecText.TryParse(Asked, out FlowSpec? spec, out _));
        FlowSpec said = _rig.Desk.LastWish!.Asked;
        Assert.Equal(spec with { Accept = [] }, said with { Accept = [] });
        Assert.Equal(["480p", "240p"], said.Accept);
        Assert.Equal((3, 3), (_rig.Session.Priority, _rig.Session.Contract!.Priority));
        Assert.Equal(ServiceClass.Guaranteed, _rig.Session.Contract.Class);
        Assert.Equal("480p", _rig.Session.Point!.Name);
        Assert.Equal(TimeSpan.FromSeconds(2), _rig.Session.Point.Buffer);
    }

    [Theory]
    [InlineData("r=1Mb/s; b=1000; p=2Mb/s; m=60; M=1500", "b=")]
    [InlineData("r=3Mb/s; b=10000; p=2Mb/s; m=60; M=1500", "p=")]
    [InlineData("r=1Mb/s; b=10000; p=2Mb/s; m=1501; M=1500", "m=")]
    [InlineData("r=1Mb/s; b=10000; p=2Mb/s; m=60", "'M'")]
    [InlineData("rate=0", "rate")]
    [InlineData("rate=-1", "rate")]
    [InlineData("rate=999999999999999999999999", "rate")]
    [InlineData("buffer=2 weeks", "buffer")]
    [InlineData("delay=0s", "delay")]
    [InlineData("loss=101%", "loss")]
    [InlineData("priority=10", "priority")]
    [InlineData("class=best", "class")]
    [InlineData("rate=1Mb/s; rate=2Mb/s", "rate")]
    [InlineData("colour=blue", "colour")]
    public void A_specification_that_makes_no_sense_is_answered_with_the_term_that_is_wrong(string asked, string term)
    {
        RtspResponse described = _rig.Send("DESCRIBE", "rtsp://h/film", ("Flow-Spec", asked));
        foreach (RtspResponse response in new[] { SetUp(1, ("Flow-Spec", asked)), described })
        {
            Assert.Equal(400, response.Status);
            Assert.Contains(term, Encoding.UTF8.GetString(response.Body), StringComparison.Ordinal);
        }

        Assert.Empty(_rig.Sessions);
        Assert.Null(_rig.Desk.LastWish);
        string session = _rig.SetUp("film", 1);
        Contract before = _rig.Session.Contract!;
        foreach (string method in new[] { "SETUP", "PLAY", "SET_PARAMETER" })
        {
            const string Transport = "RTP/AVP;unicast;client_port=6000-6001";
            RtspResponse response = _rig.Send(
                method, "rtsp://h/film/trackID=1", ("Session", session), ("Flow-Spec", asked), ("Transport", Transport));
            Assert.Equal((400, before), (response.Status, _rig.Session.Contract));
        }
    }

    [Theory]
    [InlineData("2200000", 200, "source")]
    [InlineData("1100000", 200, "480p")]
    [InlineData("400000", 200, "240p")]
    [InlineData("10000", 453, "")]
    [InlineData("0", 400, "")]
    [InlineData("-5", 400, "")]
    [InlineData("fast", 400, "")]
    public void The_bandwidth_of_the_old_header_is_kept_to(string bandwidth, int status, string point)
    {
        RtspResponse response = SetUp(1, ("Bandwidth", bandwidth));
        Assert.Equal(status, response.Status);
        Assert.Equal(point, _rig.Sessions.SingleOrDefault()?.Point?.Name ?? "");
        _rig.CheckInvariants();
    }

    [Fact]
    public void What_the_client_itself_cannot_take_is_refused_by_its_own_term()
    {
        RtspResponse response = SetUp(1, ("Flow-Spec", "rate=10kb/s"));
        Assert.Equal((453, "rate", "10kb/s"), (response.Status, response.Headers["Limit"], response.Headers["Available"]));
        Assert.Null(response.Headers["Alternative"]);
        Assert.Null(_rig.Desk.LastWish);
        Assert.Empty(_rig.Sessions);
    }

    [Fact]
    public void A_refusal_says_what_is_short_how_much_there_is_what_would_fit_and_when()
    {
        _rig.Desk.Capacity = BitRate.Kbps(1_300);
        _rig.Desk.Later = TimeSpan.FromSeconds(74.2);
        RtspResponse response = SetUp(1, ("Flow-Spec", "accept=source; class=guaranteed; buffer=2s"), rendition: "source");
        Assert.Equal(453, response.Status);
        Assert.Equal(("uplink", "1300kb/s"), (response.Headers["Limit"], response.Headers["Available"]));
        Assert.Equal("75", response.Headers["Retry-After"]);
        Assert.Equal(new BitRate((1_800_000 * 65 / 64) + 4_096), Rate(response.Headers["Asked"]));
        ContractText alternative = Read(response.Headers["Alternative"]);
        Assert.Equal(("480p", 0), (alternative.Point, alternative.Contract.Generation));
        Assert.Equal(ServiceClass.Guaranteed, alternative.Contract.Class);
        Assert.True(alternative.Contract.Traffic.Rate <= _rig.Desk.Capacity);
        Assert.Equal("the uplink is full\r\n", Encoding.UTF8.GetString(response.Body));
        Assert.False(response.Headers.Contains("Session"));
        Assert.Empty(_rig.Sessions);
        Assert.Equal(0, _rig.Desk.Count);
        _rig.CheckInvariants();
    }

    [Fact]
    public void Where_nothing_at_all_would_fit_there_is_no_alternative()
    {
        _rig.Desk.Capacity = BitRate.Kbps(3);
        RtspResponse response = SetUp(1);
        Assert.Equal(453, response.Status);
        Assert.False(response.Headers.Contains("Alternative"));
        Assert.False(response.Headers.Contains("Retry-After"));
    }

    [Fact]
    public void The_alternative_that_is_offered_is_granted_to_who_asks_for_it()
    {
        _rig.Desk.Capacity = BitRate.Kbps(1_300);
        RtspResponse refused = SetUp(1, ("Flow-Spec", "accept=source"));
        string point = Read(refused.Headers["Alternative"]).Point!;
        RtspResponse granted = SetUp(1, ("Flow-Spec", $"accept={point}"));
        Assert.Equal((200, point), (granted.Status, Read(granted.Headers["Contract"]).Point));
    }

    [Fact]
    public void Whoever_named_a_rendition_is_kept_to_it()
    {
        _rig.Desk.Capacity = BitRate.Kbps(1_300);
        Assert.Equal(453, SetUp(1, rendition: "source").Status);
        Assert.Equal(200, SetUp(1, ("Flow-Spec", "accept=240p"), rendition: "source").Status);
        Assert.Equal("240p", _rig.Session.Point!.Name);
    }

    [Fact]
    public void A_second_stream_that_does_not_fit_leaves_the_first_as_it_is()
    {
        _rig.Desk.Capacity = BitRate.Kbps(250);
        SetUp(3, rendition: "240p");
        (Contract contract, BitRate total) = (_rig.Session.Contract!, _rig.Desk.Total);
        RtspResponse response = SetUp(4);
        Assert.Equal(453, response.Status);
        Assert.StartsWith(_rig.Session.Id.ToString(), response.Headers["Session"], StringComparison.Ordinal);
        Assert.Equal((contract, total), (_rig.Session.Contract, _rig.Desk.Total));
        Assert.Single(_rig.Session.Streams);
        _rig.CheckInvariants();
        Assert.Equal(200, _rig.Send("PLAY", "rtsp://h/film", ("Session", _rig.Session.Id.ToString())).Status);
    }

    [Fact]
    public void An_extra_language_is_refused_before_the_picture_gets_worse()
    {
        _rig.Desk.Capacity = BitRate.Kbps(2_200);
        SetUp(1);
        SetUp(4);
        Assert.Equal(453, SetUp(5).Status);
        Assert.Equal("source", _rig.Session.Point!.Name);
    }

    [Fact]
    public void A_second_viewer_gets_what_the_first_has_left()
    {
        _rig.Desk.Capacity = BitRate.Kbps(3_200);
        SetUp(1);
        _rig.Send("SETUP", "rtsp://h/film/trackID=1", ("Transport", "RTP/AVP;unicast;client_port=7000-7001"));
        Assert.Equal(["480p", "source"], _rig.Sessions.Select(session => session.Point!.Name).Order());
    }

    [Theory]
    [InlineData(8, 5)]
    [InlineData(5, 5)]
    [InlineData(2, 2)]
    public void Nobody_without_a_name_goes_before_others(int asked, int counts)
    {
        SetUp(1, ("Flow-Spec", $"priority={asked}"));
        Assert.Equal((counts, counts), (_rig.Session.Priority, _rig.Desk.LastWish!.Priority));
    }

    [Fact]
    public void Packets_are_as_small_as_the_specification_says()
    {
        SetUp(1, ("Flow-Spec", "r=9Mb/s; b=99k; p=99Mb/s; m=60; M=1048"));
        Assert.Equal(new(1_048), _rig.Session.Contract!.Traffic.MaxPacket);
        Assert.Equal(1_000, _rig.Session.Streams[0].Setup.MaxPacket);
        Assert.Equal(453, SetUp(4, ("Flow-Spec", "r=9Mb/s; b=99k; p=99Mb/s; m=60; M=300")).Status);
    }

    [Theory]
    [InlineData(9_000, "1")]
    [InlineData(1_300, "2")]
    [InlineData(500, "3")]
    [InlineData(1, "1")]
    public void Whoever_chose_no_rendition_is_described_the_one_that_fits(int kbps, string track)
    {
        _rig.Desk.Capacity = BitRate.Kbps(kbps);
        string sdp = Encoding.UTF8.GetString(_rig.Send("DESCRIBE", "rtsp://h/film").Body);
        Assert.Contains($"a=control:trackID={track}\r\n", sdp, StringComparison.Ordinal);
        Assert.Contains("a=control:trackID=4\r\n", sdp, StringComparison.Ordinal);
        Assert.Equal(0, _rig.Desk.Count);
        _rig.CheckInvariants();
    }

    [Fact]
    public void A_choice_of_rendition_is_in_the_address_that_is_set_up()
    {
        _rig.Desk.Capacity = BitRate.Kbps(500);
        string sdp = Encoding.UTF8.GetString(_rig.Send("DESCRIBE", "rtsp://h/film?rendition=480p").Body);
        Assert.Contains("a=control:trackID=2?rendition=480p\r\n", sdp, StringComparison.Ordinal);
        Assert.Contains("a=control:trackID=4\r\n", sdp, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(9_000, "1", "VP9")]
    [InlineData(1_300, "2", "H264")]
    [InlineData(500, "3", "H264")]
    public void Where_the_best_coding_does_not_fit_another_is_described(int kbps, string track, string coding)
    {
        Rig mixed = new(ContractTitles.Mixed);
        mixed.Desk.Capacity = BitRate.Kbps(kbps);
        string sdp = Encoding.UTF8.GetString(mixed.Send("DESCRIBE", "rtsp://h/film").Body);
        Assert.Contains($"{coding}/90000", sdp, StringComparison.Ordinal);
        Assert.Contains($"a=control:trackID={track}\r\n", sdp, StringComparison.Ordinal);
    }

    private static ContractText Read(string? header)
    {
        Assert.True(ContractText.TryParse(header, out ContractText? contract, out FlowSpecFault? fault), $"{header}: {fault}");
        return contract;
    }

    private static BitRate Rate(string? text)
    {
        Assert.True(RateText.TryParse(text, out BitRate rate));
        return rate;
    }

    private RtspResponse SetUp(int track, params (string Name, string Value)[] headers) => SetUp(track, headers, "");

    private RtspResponse SetUp(int track, (string Name, string Value) header = default, string rendition = "") =>
        SetUp(track, header.Name is null ? [] : [header], rendition);

    private RtspResponse SetUp(int track, (string Name, string Value)[] headers, string rendition)
    {
        int port = 5_000 + (2 * track);
        List<(string, string)> all = [("Transport", $"RTP/AVP;unicast;client_port={port}-{port + 1}"), .. headers];
        if (_rig.Sessions.Count == 1)
            all.Add(("Session", _rig.Session.Id.ToString()));
        string query = rendition.Length == 0 ? "" : $"?rendition={rendition}";
        return _rig.Send("SETUP", $"rtsp://h/film/trackID={track}{query}", [.. all]);
    }
}
