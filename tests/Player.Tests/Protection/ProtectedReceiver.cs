using System.Text;
using Streaming.Formats.Rtp;
using Streaming.Formats.Rtsp;
using Streaming.Player.Protection;
using Streaming.Player.Sessions;
using Streaming.Player.Tests.Contracts;
using Streaming.Player.Tests.Sessions;
using Streaming.Primitives.Chance;
using Streaming.Qos.FlowSpecs;
using Streaming.Qos.Protection;

namespace Streaming.Player.Tests.Protection;

/// <summary>A whole receiver that plays from a scripted server which offers repair, over a network that loses what it is told to.</summary>
internal sealed class ProtectedReceiver : IDisposable
{
    private const string Ports = "client_port=5000-5001;server_port=8000-8001";
    private readonly ReceiverSession _session;
    private readonly SeededRandom _random = new(5);
    private readonly Queue<RtspRequest> _asked = [];
    private bool _isBad;
    private int _packets;
    private int _generation = 3;
    private int _last;

    public ProtectedReceiver(ProtectionOptions? options = null, bool offersRepair = true, bool isTcp = false)
    {
        ClientOptions client = Script.Options() with
        {
            Protection = options ?? new(), Transport = isTcp ? TransportChoice.Tcp : TransportChoice.Udp,
        };
        _session = new(client, new(), new("name", 1));
        _session.Start(default);
        Collect();
        Answer($"Public: PLAY\nSupported: streaming.contract{(offersRepair ? ", streaming.repair" : "")}");
        Answer("Content-Base: rtsp://host:8554/film/", Sdp(offersRepair, sendsAgain: client.Protection.Budget.LeastResend > Ratio.Zero));
        string transport = isTcp ? "RTP/AVP/TCP;unicast;interleaved=0-1" : $"RTP/AVP;unicast;{Ports}";
        Answer($"Session: x;timeout=600\nTransport: {transport};ssrc=00000007\n{Contracted.Header(1)}");
        if (offersRepair && !isTcp)
            Answer($"Session: x;timeout=600\nTransport: {transport};ssrc=00000008\n{Contracted.Header(2)}");
        Answer($"Range: npt=0-1000\nRTP-Info: url=trackID=1;seq=65000;rtptime=1000\n{Contracted.Header(3)}");
    }

    /// <summary>How the network loses; none at first.</summary>
    public GilbertElliott Losses { get; set; } = GilbertElliott.Lossless;

    /// <summary>What the server says to a wish; null: it is granted.</summary>
    public Func<FlowSpec, string?> Refuses { get; set; } = _ => null;

    /// <summary>What was asked for, when, in the order of asking.</summary>
    public List<(double At, FlowSpec Spec)> Wishes { get; } = [];

    public List<string> Said { get; } = [];

    public ReceiverSession Session => _session;

    public double Now { get; private set; }

    public StreamAdvice Advice => _session.Streams[0].Advice!;

    /// <summary>Plays at 200 packets a second.</summary>
    public ProtectedReceiver Play(double seconds)
    {
        Instant now = Instant.FromSeconds(Now);
        for (double end = Now + seconds; Now < end; Now += 0.005)
        {
            now = Instant.FromSeconds(Now);
            _isBad = _isBad ? _random.NextDouble() >= Losses.Mends : _random.NextDouble() < Losses.Worsens;
            bool isLost = _random.NextDouble() < (_isBad ? Losses.BadLoss : Losses.GoodLoss);
            byte[] wire = new byte[RtpHeader.Size + 100];
            RtpTimestamp stamp = new RtpTimestamp(1_000) + (_packets * 40);
            new RtpHeader(96, true, new SequenceNumber(65_000) + _packets, stamp, new Ssrc(7)).Write(wire);
            _packets++;
            if (!isLost)
                _session.AcceptMedia(_session.Streams[0], wire, now);
            Collect();
            _session.Advance(now);
            Collect();
            while (_asked.TryDequeue(out RtspRequest? request))
                Grant(request);
        }

        return this;
    }

    public void Dispose() => _session.Dispose();

    private static string Sdp(bool offersRepair, bool sendsAgain) => string.Join('\n', [
        "v=0", "s=Sound", "a=range:npt=0-1000", .. offersRepair ? ["a=group:FEC-FR 1 P1"] : (string[])[],
        "m=audio 0 RTP/AVP 96", "a=rtpmap:96 L16/8000", "a=control:trackID=1",
        .. offersRepair
            ? [
                "a=mid:1",
                .. sendsAgain ? ["a=rtpmap:126 rtx/8000", "a=fmtp:126 apt=96;rtx-time=1000", "a=rtcp-fb:96 nack"] : (string[])[],
                "m=application 0 RTP/AVP 127", "a=mid:P1", "a=rtpmap:127 flexfec/8000", "a=fmtp:127 repair-window=1000000",
                "a=control:parityID=1",
            ]
            : (string[])[]])
        .Replace("RTP/AVP 96", sendsAgain ? "RTP/AVPF 96 126" : "RTP/AVP 96", StringComparison.Ordinal);

    private void Grant(RtspRequest request)
    {
        string said = request.Headers["Flow-Spec"] ?? "";
        Assert.True(FlowSpecText.TryParse(said, out FlowSpec? spec, out FlowSpecFault? fault), $"{fault}");
        Wishes.Add((Now, spec));
        if (Refuses(spec) is { } refusal)
        {
            Answer(refusal, status: 453, number: int.Parse(request.Headers["CSeq"]!, null));
            return;
        }

        string protection = spec.Protection.Count > 0 ? $"; fec={string.Join(',', spec.Protection)}" : "";
        string resend = spec.Resend is { } share ? $"; rtx={share.Billionths / 1e7}%" : "";
        Answer($"{Contracted.Header(++_generation)}{protection}{resend}", number: int.Parse(request.Headers["CSeq"]!, null));
    }

    private void Answer(string headers, string body = "", int status = 200, int number = 0)
    {
        RtspResponse response = new() { Status = status, Body = Encoding.UTF8.GetBytes(body.ReplaceLineEndings("\r\n")) };
        response.Headers.Add("CSeq", $"{(number > 0 ? number : _last)}");
        if (body.Length > 0)
            response.Headers.Add("Content-Type", "application/sdp");
        foreach (string line in headers.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            response.Headers.Add(line[..line.IndexOf(':')], line[(line.IndexOf(':') + 1)..].Trim());
        _session.Accept(response, Instant.FromSeconds(Now));
        Collect();
    }

    private void Collect()
    {
        while (_session.TryTake(out SessionEffect? effect))
        {
            switch (effect)
            {
                case SessionEffect.Send { Request: { } request }:
                    _last = int.Parse(request.Headers["CSeq"]!, null);
                    if (request.Method == RtspMethod.SetParameter)
                        _asked.Enqueue(request);
                    break;
                case SessionEffect.OpenPorts:
                    _session.PortsOpened(new(5000, 5001), Instant.FromSeconds(Now));
                    break;
                case SessionEffect.ProtectionChanged changed:
                    Said.Add(changed.Why);
                    break;
                case SessionEffect.Finished finished:
                    Said.Add($"finished: {finished.Outcome}");
                    break;
            }
        }
    }
}
