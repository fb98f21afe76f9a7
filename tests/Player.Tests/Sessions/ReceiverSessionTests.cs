using System.Text;
using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtp;
using Streaming.Formats.Rtsp;
using Streaming.Player.Reporting;
using Streaming.Player.Sessions;
using ReceiverReport = Streaming.Player.Reporting.ReceiverReport;

namespace Streaming.Player.Tests.Sessions;

/// <summary>The whole receiver in virtual time: conversation, media and reports together.</summary>
public sealed class ReceiverSessionTests : IDisposable
{
    private const string Sdp = "v=0\ns=Sound\na=range:npt=0-1\nm=audio 0 RTP/AVP 0\na=control:trackID=1\n";
    private static readonly Ssrc Server = new(7);

    private readonly ReceiverSession _session = new(Script.Options(), new() { KeepsDigests = true }, new("name", 1));
    private readonly List<SessionEffect> _effects = [];
    private double _now;

    [Fact]
    public void A_session_is_received_reported_and_left()
    {
        Play("RTP/AVP;unicast;client_port=5000-5001;server_port=8000-8001;ssrc=00000007");
        At(0.010).Media(0);
        At(0.030).Media(1);
        At(0.070).Media(3);
        At(0.080).Media(2);
        At(1.000).Report(new NtpTime(1UL << 40), goodbye: true);
        At(1.200);
        Answer();

        ReceiverReport report = _session.Report(Instant.FromSeconds(_now));
        StreamReport stream = Assert.Single(report.Streams);
        Assert.Equal(("endOfFilm", "udp", null, "Sound", 1_200.0),
            (report.Outcome, report.Transport, report.Fallback, report.Title, report.WallMs));
        Assert.Equal((4, 4, 0, 1, 4, 640),
            (stream.Packets, stream.Expected, stream.Lost, stream.Reordered, stream.Samples, stream.SampleBytes));
        Assert.Equal((10.0, 10.0), (stream.FirstPacketAfterPlayRequestMs, stream.FirstSampleAfterPlayAnswerMs));
        Assert.Equal((60.0, 0.0), (stream.DurationMs, stream.StartSkewMs));
        Assert.Equal("audio", stream.Kind);
        Assert.Equal([0, 160, 320, 480], _session.Streams[0].Tally.Digests.Select(digest => digest.Units!.Value));
        SessionEffect.SendReport last = _effects.OfType<SessionEffect.SendReport>().Last();
        Assert.True(CompoundPacket.TryParse(last.Compound, out _, out _));
        int teardown = _effects.FindIndex(effect => effect is SessionEffect.Send { Request.Method: RtspMethod.Teardown });
        Assert.True(_effects.IndexOf(last) < teardown);
    }

    [Fact]
    public void After_falling_back_the_old_stream_is_gone_and_the_new_one_listens_to_its_channels()
    {
        Play("RTP/AVP;unicast;client_port=5000-5001;server_port=8000-8001");
        At(3);
        Answer();
        Answer("Session: x\nTransport: RTP/AVP/TCP;unicast;interleaved=4-5;ssrc=00000007");
        Answer("RTP-Info: url=trackID=1;seq=65530;rtptime=4294966396");
        _session.AcceptFrame(4, Packet(0), Instant.FromSeconds(_now));
        _session.AcceptFrame(9, Packet(1), Instant.FromSeconds(_now));

        ReceiverReport report = _session.Report(Instant.FromSeconds(_now));
        Assert.Equal(("tcp", "no media has arrived over UDP within 3 s"), (report.Transport, report.Fallback));
        Assert.Equal(1, Assert.Single(report.Streams).Samples);
    }

    [Fact]
    public void A_report_alone_proves_that_udp_gets_through()
    {
        Play("RTP/AVP;unicast;client_port=5000-5001;server_port=8000-8001");
        At(1).Report(new NtpTime(1UL << 40), goodbye: false);
        At(3.5);
        Assert.DoesNotContain(_effects, effect => effect is SessionEffect.FallBack);
    }

    [Fact]
    public void A_goodbye_of_parity_on_the_same_port_ends_nothing()
    {
        Play("RTP/AVP;unicast;client_port=5000-5001;server_port=8000-8001;ssrc=00000007");
        At(0.5).Goodbye(new(8));
        At(0.9);
        Assert.False(_session.Streams[0].HasEnded);
        At(1).Goodbye(Server);
        At(1.2);
        Assert.True(_session.Streams[0].HasEnded);
    }

    [Fact]
    public void The_servers_own_requests_are_answered()
    {
        _session.Accept(new RtspRequest { Method = RtspMethod.Options, Uri = "*" }, default);
        _session.Accept(new RtspRequest { Method = RtspMethod.Announce, Uri = "*" }, default);
        Collect();
        Assert.Equal([200, 501], _effects.OfType<SessionEffect.Reply>().Select(reply => reply.Response.Status));
    }

    public void Dispose() => _session.Dispose();

    private void Play(string transport)
    {
        _session.Start(default);
        Collect();
        Answer("Public: PLAY");
        Answer("", Sdp);
        Answer($"Session: x\nTransport: {transport}");
        Answer("Range: npt=0-1\nRTP-Info: url=trackID=1;seq=65530;rtptime=4294966396");
    }

    private void Answer(string headers = "", string body = "")
    {
        RtspRequest request = _effects.OfType<SessionEffect.Send>().Last().Request;
        RtspResponse response = new() { Status = 200, Reason = "OK", Body = Encoding.UTF8.GetBytes(body) };
        response.Headers.Add("CSeq", $"{request.CSeq}");
        foreach (string line in headers.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            response.Headers.Add(line[..line.IndexOf(':')], line[(line.IndexOf(':') + 1)..].Trim());
        _session.Accept(response, Instant.FromSeconds(_now));
        Collect();
    }

    private ReceiverSessionTests At(double seconds)
    {
        _now = seconds;
        _session.Advance(Instant.FromSeconds(seconds));
        Collect();
        return this;
    }

    private void Media(int number)
    {
        _session.AcceptMedia(_session.Streams[0], Packet(number), Instant.FromSeconds(_now));
        Collect();
    }

    private void Report(NtpTime ntp, bool goodbye)
    {
        CompoundWriter writer = new(new byte[CompoundWriter.MaxSize]);
        writer.SenderReport(new(Server, ntp, new(0), 4, 640), []);
        if (goodbye)
            writer.Bye(Server, "");
        _session.AcceptReport(_session.Streams[0], writer.Written, Instant.FromSeconds(_now));
        Collect();
    }

    private void Goodbye(Ssrc source)
    {
        CompoundWriter writer = new(new byte[CompoundWriter.MaxSize]);
        writer.ReceiverReport(source, []);
        writer.SourceDescription(source, "server");
        writer.Bye(source, "end of range");
        _session.AcceptReport(_session.Streams[0], writer.Written, Instant.FromSeconds(_now));
        Collect();
    }

    private static byte[] Packet(int number)
    {
        byte[] wire = new byte[RtpHeader.Size + 160];
        RtpTimestamp stamp = new RtpTimestamp(uint.MaxValue - 899) + (number * 160);
        new RtpHeader(0, false, new SequenceNumber(65_530) + number, stamp, Server).Write(wire);
        return wire;
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
