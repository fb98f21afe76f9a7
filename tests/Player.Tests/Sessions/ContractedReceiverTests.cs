using System.Text;
using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtp;
using Streaming.Formats.Rtsp;
using Streaming.Player.Reporting;
using Streaming.Player.Sessions;
using Streaming.Player.Tests.Contracts;
using ReceiverReport = Streaming.Player.Reporting.ReceiverReport;

namespace Streaming.Player.Tests.Sessions;

/// <summary>The whole receiver under a contract that changes while it plays, and the picture with it.</summary>
public sealed class ContractedReceiverTests : IDisposable
{
    private const string Sdp = """
        v=0
        s=Picture
        a=range:npt=0-10
        m=video 0 RTP/AVP 96
        a=rtpmap:96 H264/90000
        a=fmtp:96 packetization-mode=1
        a=control:trackID=1
        """;

    private const string Transport = "Transport: RTP/AVP;unicast;client_port=5000-5001;server_port=8000-8001;ssrc=00000007";
    private const string Sps720 = "6764001facd9405005bb011000000300100000030320f1831960";
    private const string Sps480 = "6764001eacd940d83de6f011000003000100000300320f162d96";
    private readonly ReceiverSession _session = new(Script.Options(), new(), new("name", 1));
    private readonly List<SessionEffect> _effects = [];
    private double _now;
    private int _packets;

    [Fact]
    public void Contracts_windows_pictures_and_reports_tell_one_story()
    {
        Play();
        At(1).Picture(0, Sps720).Picture(1, null);
        At(2);
        string change = $"Session: x\n{Contracted.Header(3, "700kb/s", "480p")}\nReason: link 'uplink' shrank";
        _session.Accept(Contracted.Request(RtspMethod.SetParameter, change), Instant.FromSeconds(_now));
        Collect();
        At(2.1).Picture(2, Sps480).Picture(3, Sps480).Picture(4, null);
        At(9);
        _session.Stop(Instant.FromSeconds(_now));
        Collect();
        Answer();

        ReceiverReport report = ReportJson.Read(ReportJson.Write(_session.Report(Instant.FromSeconds(_now))));
        Assert.Equal([1, 2, 3], report.Contracts.Select(contract => contract.Generation));
        Assert.Equal([0, 5, 8], report.Contracts.Select(contract => contract.Packets));
        ContractReport last = report.Contracts[2];
        Assert.Equal(("480p", "link 'uplink' shrank", 2_000.0), (last.Point, last.Reason, last.FromMs));
        Assert.True(report.ContractKept);
        StreamReport stream = Assert.Single(report.Streams);
        Assert.Equal((0, 5), (stream.DamagedSamples, stream.Samples));
        Assert.Equal([new(1_280, 720, 0, 1_000), new(854, 480, 80, 2_100)], stream.Pictures);
        Assert.True(report.Windows!.Count is >= 79 and <= 81, $"{report.Windows}");
        byte[] goodbye = _effects.OfType<SessionEffect.SendReport>().Last().Compound;
        Assert.True(CompoundPacket.TryParse(goodbye, out CompoundPacket compound, out _));
        List<RtcpType> types = [];
        foreach (RtcpPacket packet in compound)
            types.Add(packet.Type);
        Assert.Equal([RtcpType.ReceiverReport, RtcpType.SourceDescription, RtcpType.ExtendedReport, RtcpType.Bye], types);
    }

    [Fact]
    public void A_refusal_stands_in_the_report()
    {
        _session.Start(default);
        Collect();
        Answer("Supported: streaming.contract");
        Answer("Content-Base: rtsp://host:8554/film/", Sdp);
        Answer(Contracted.Refusal, status: 453);

        ReceiverReport report = _session.Report(default);
        Assert.Equal("failed", report.Outcome);
        Assert.Equal(("uplink", "2.6Mb/s", "1.1Mb/s", 75.0), (report.Refusal!.Limit, report.Refusal.Asked, report.Refusal.Available,
            report.Refusal.RetryAfterSeconds));
        Assert.Contains("point=480p", report.Refusal.Alternative, StringComparison.Ordinal);
        Assert.Null(report.ContractKept);
    }

    public void Dispose() => _session.Dispose();

    private void Play()
    {
        _session.Start(default);
        Collect();
        Answer("Public: PLAY\nSupported: streaming.contract");
        Answer("Content-Base: rtsp://host:8554/film/", Sdp);
        Answer($"Session: x\n{Transport}\n{Contracted.Header(1)}");
        Answer($"Range: npt=0-10\nRTP-Info: url=trackID=1;seq=100;rtptime=1000\n{Contracted.Header(2)}");
    }

    private ContractedReceiverTests At(double seconds)
    {
        for (; _now < seconds; _now = Math.Min(seconds, _now + 0.5))
        {
            _session.Advance(Instant.FromSeconds(_now));
            Collect();
        }

        return this;
    }

    /// <summary>One picture of 40 ms in two or three packets: parameter sets where it is a key picture, then two slices.</summary>
    private ContractedReceiverTests Picture(int number, string? sequenceSet)
    {
        if (sequenceSet is not null)
            Packet(number, Convert.FromHexString(sequenceSet), isLast: false);
        Packet(number, [0x41, (byte)number, 1], isLast: false);
        Packet(number, [0x41, (byte)number, 2], isLast: true);
        return this;
    }

    private void Packet(int picture, byte[] unit, bool isLast)
    {
        byte[] wire = new byte[RtpHeader.Size + unit.Length];
        RtpTimestamp stamp = new RtpTimestamp(1_000) + (picture * 3_600);
        new RtpHeader(96, isLast, new SequenceNumber(100) + _packets++, stamp, new Ssrc(7)).Write(wire);
        unit.CopyTo(wire, RtpHeader.Size);
        _session.AcceptMedia(_session.Streams[0], wire, Instant.FromSeconds(_now));
        Collect();
    }

    private void Answer(string headers = "", string body = "", int status = 200)
    {
        RtspRequest request = _effects.OfType<SessionEffect.Send>().Last().Request;
        RtspResponse response = new() { Status = status, Body = Encoding.UTF8.GetBytes(body) };
        response.Headers.Add("CSeq", $"{request.CSeq}");
        foreach (string line in headers.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            response.Headers.Add(line[..line.IndexOf(':')], line[(line.IndexOf(':') + 1)..].Trim());
        _session.Accept(response, Instant.FromSeconds(_now));
        Collect();
    }

    private void Collect()
    {
        while (_session.TryTake(out SessionEffect? effect))
        {
            _effects.Add(effect!);
            if (effect is SessionEffect.OpenPorts)
                _session.PortsOpened(new(5_000, 5_001), Instant.FromSeconds(_now));
        }
    }
}
