using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtp;
using Streaming.Formats.Rtsp;
using Streaming.Formats.Rtsp.Headers;

namespace Streaming.EndToEnd.Tests.Player;

/// <summary>A server of one short sound over real sockets, which may be told to misbehave.</summary>
internal sealed class FakeServer : IAsyncDisposable
{
    public const int Packets = 50;
    private const string Sdp = "v=0\r\ns=Sound\r\na=range:npt=0-1\r\nm=audio 0 RTP/AVP 0\r\na=control:trackID=1\r\n";
    private static readonly Ssrc Source = new(7);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Socket _udp = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly Task _serving;
    private PortPair? _clientPorts;

    public FakeServer()
    {
        _listener.Start();
        _udp.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _serving = ServeAsync();
    }

    /// <summary>As a firewall would have it.</summary>
    public bool SwallowsDatagrams { get; init; }

    /// <summary>Answers with what is no RTSP.</summary>
    public string? Garbage { get; init; }

    /// <summary>Closes the connection instead of playing.</summary>
    public bool HangsUp { get; init; }

    public List<string> Methods { get; } = [];

    public string Url => $"rtsp://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/sound";

    public static byte[] Payload(int number) => [.. Enumerable.Repeat((byte)number, 160)];

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _serving;
        _udp.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            using Socket socket = await _listener.AcceptSocketAsync();
            await using NetworkStream stream = new(socket);
            await ServeAsync(stream);
        }
        catch (Exception fault) when (fault is IOException or SocketException or ObjectDisposedException)
        {
            // The player has left.
        }
    }

    private async Task ServeAsync(NetworkStream stream)
    {
        if (Garbage is not null)
            await stream.WriteAsync(Encoding.UTF8.GetBytes(Garbage));
        PipeReader pipe = PipeReader.Create(stream);
        RtspReader reader = new();
        while (true)
        {
            ReadResult read = await pipe.ReadAsync();
            ReadOnlySequence<byte> input = read.Buffer;
            while (reader.TryRead(ref input, out RtspElement element, out _) == OperationStatus.Done)
            {
                if (element.TryGetRequest(out RtspRequest? request) && !await AnswerAsync(request, stream))
                    return;
            }

            pipe.AdvanceTo(input.Start, input.End);
            if (read.IsCompleted)
                return;
        }
    }

    private async Task<bool> AnswerAsync(RtspRequest request, NetworkStream stream)
    {
        Methods.Add(request.Method);
        RtspResponse response = request.Respond(200);
        response.Headers.Add("Server", "Fake");
        if (request.Method == RtspMethod.Describe)
            response = response.WithBody("application/sdp", Encoding.UTF8.GetBytes(Sdp));
        if (request.Method == RtspMethod.Setup)
        {
            Assert.True(TransportHeader.TryParse(request.Headers["Transport"], out TransportHeader? transport, out _));
            _clientPorts = transport.Specs[0].ClientPort;
            TransportSpec chosen = transport.Specs[0] with { ServerPort = _clientPorts is null ? null : new(8_000, 8_001), Ssrc = Source };
            response.Headers.Add("Transport", chosen.ToString());
            response.Headers.Add("Session", "x");
        }

        bool plays = request.Method == RtspMethod.Play;
        if (plays)
            response.Headers.Add("RTP-Info", "url=trackID=1;seq=65530;rtptime=0");
        if (plays && HangsUp)
            return false;
        ArrayBufferWriter<byte> wire = new();
        response.WriteTo(wire);
        await stream.WriteAsync(wire.WrittenMemory);
        if (plays)
            await PlayAsync(stream);
        return true;
    }

    private async Task PlayAsync(NetworkStream stream)
    {
        for (int i = 0; i < Packets; i++)
        {
            byte[] packet = [.. new byte[RtpHeader.Size], .. Payload(i)];
            new RtpHeader(0, false, new SequenceNumber(65_530) + i, new((uint)(i * 160)), Source).Write(packet);
            await SendAsync(stream, packet, isReport: false);
        }

        CompoundWriter writer = new(new byte[CompoundWriter.MaxSize]);
        writer.SenderReport(new(Source, new(1UL << 40), new(0), Packets, Packets * 160), []);
        writer.Bye(Source, "");
        await SendAsync(stream, writer.Written.ToArray(), isReport: true);
    }

    private async Task SendAsync(NetworkStream stream, byte[] packet, bool isReport)
    {
        if (_clientPorts is { } ports)
        {
            if (!SwallowsDatagrams)
                await _udp.SendToAsync(packet, new IPEndPoint(IPAddress.Loopback, isReport ? ports.Rtcp : ports.Rtp));
            return;
        }

        byte[] frame = [.. new byte[InterleavedFrame.HeaderSize], .. packet];
        InterleavedFrame.WriteHeader(frame, (byte)(isReport ? 1 : 0), (ushort)packet.Length);
        await stream.WriteAsync(frame);
    }
}
