using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Streaming.Formats.Rtp;
using Streaming.Formats.Rtsp;
using Streaming.Formats.Rtsp.Headers;

namespace Streaming.EndToEnd.Tests.Player;

/// <summary>A server of one channel of sound, without end, on the loop-back interface; it may be told to misbehave.</summary>
internal sealed class FakeChannel : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(20);
    private static readonly Ssrc Source = new(7);
    private static int _groups;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Socket _udp = Sender(IPAddress.Loopback);
    private readonly CancellationTokenSource _over = new();
    private readonly IPAddress _group;
    private readonly int _port;
    private readonly Task _serving;
    private readonly Task _sending;
    private IPEndPoint? _unicast;
    private IPEndPoint? _repairs;
    private int _sent;

    public FakeChannel()
    {
        (_group, _port) = FreeGroup();
        _listener.Start();
        _serving = ServeAsync();
        _sending = SendAsync();
    }

    /// <summary>So many packets the group is sent; from then on nothing, as if a router had forgotten it.</summary>
    public int GroupEndsAfter { get; set; } = int.MaxValue;

    /// <summary>So many packets that the group was sent before PLAY are sent again to the player alone.</summary>
    public int Burst { get; init; }

    public List<string> Asked { get; } = [];

    public string Url => $"rtsp://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/channels/sound";

    private string Sdp =>
        $"""
        v=0
        s=Channel
        a=range:npt=now-
        a=rtcp-unicast:rsi
        a=control:*
        m=audio {_port} RTP/AVPF 0 98
        c=IN IP4 {_group}/1
        a=rtpmap:0 PCMU/8000
        a=rtpmap:98 rtx/8000
        a=fmtp:98 apt=0;rtx-time=3000
        a=rtcp-fb:0 nack
        a=control:trackID=1

        """;

    /// <summary>One that no other test of this process uses, on ports that are free.</summary>
    public static (IPAddress Group, int Port) FreeGroup()
    {
        int number = 4 * Interlocked.Increment(ref _groups);
        using Socket probe = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        probe.Bind(new IPEndPoint(IPAddress.Any, 0));
        int port = ((IPEndPoint)probe.LocalEndPoint!).Port & ~1;
        return (new([239, 255, (byte)(Environment.ProcessId & 0xff), (byte)number]), port);
    }

    public static IPAddress After(IPAddress group)
    {
        byte[] bytes = group.GetAddressBytes();
        bytes[3]++;
        return new(bytes);
    }

    /// <summary>Sends to groups on the loop-back interface.</summary>
    public static Socket Sender(IPAddress from)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(from, 0));
        socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastInterface, IPAddress.Loopback.GetAddressBytes());
        return socket;
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _listener.Dispose();
        await _serving;
        await _sending;
        _udp.Dispose();
        _over.Dispose();
    }

    private static byte[] Packet(int number)
    {
        byte[] packet = [.. new byte[RtpHeader.Size], .. FakeServer.Payload(number)];
        new RtpHeader(0, false, new SequenceNumber(65_500) + number, new((uint)(number * 160)), Source).Write(packet);
        return packet;
    }

    /// <summary>The original's number in front of its payload. RFC 4588 §4.</summary>
    private static byte[] Again(int number)
    {
        SequenceNumber original = new SequenceNumber(65_500) + number;
        byte[] packet = [.. new byte[RtpHeader.Size], (byte)(original.Value >> 8), (byte)original.Value, .. FakeServer.Payload(number)];
        new RtpHeader(98, false, new((ushort)number), new((uint)(number * 160)), new(8)).Write(packet);
        return packet;
    }

    private async Task SendAsync()
    {
        try
        {
            using PeriodicTimer timer = new(Period);
            while (await timer.WaitForNextTickAsync(_over.Token))
            {
                int number = _sent++;
                if (number < GroupEndsAfter)
                    await _udp.SendToAsync(Packet(number), new IPEndPoint(_group, _port));
                if (_unicast is { } alone)
                    await _udp.SendToAsync(Packet(number), alone);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync()
    {
        try
        {
            using Socket socket = await _listener.AcceptSocketAsync();
            await using NetworkStream stream = new(socket);
            PipeReader pipe = PipeReader.Create(stream);
            RtspReader reader = new();
            while (true)
            {
                ReadResult read = await pipe.ReadAsync(_over.Token);
                ReadOnlySequence<byte> input = read.Buffer;
                while (reader.TryRead(ref input, out RtspElement element, out _) == OperationStatus.Done)
                {
                    if (element.TryGetRequest(out RtspRequest? request))
                        await AnswerAsync(request, stream);
                }

                pipe.AdvanceTo(input.Start, input.End);
                if (read.IsCompleted)
                    return;
            }
        }
        catch (Exception fault) when (fault is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The player has left, or never came.
        }
    }

    private async Task AnswerAsync(RtspRequest request, NetworkStream stream)
    {
        Asked.Add(request.Method);
        RtspResponse response = request.Respond(200);
        switch (request.Method)
        {
            case RtspMethod.Describe:
                response = response.WithBody("application/sdp", Encoding.UTF8.GetBytes(Sdp.ReplaceLineEndings("\r\n")));
                break;
            case RtspMethod.Setup:
                Assert.True(TransportHeader.TryParse(request.Headers["Transport"], out TransportHeader? transport, out _));
                response.Headers.Add("Transport", Choose(transport.Specs[0]).ToString());
                response.Headers.Add("Session", "x");
                break;
            case RtspMethod.Play:
                response.Headers.Add("Range", RangeHeader.Npt(MediaTime.Zero + (_sent * Period), null).ToString());
                int first = Math.Max(0, _sent - Burst);
                response.Headers.Add("RTP-Info", $"url=trackID=1;seq={(new SequenceNumber(65_500) + first).Value};rtptime={_sent * 160}");
                break;
            case RtspMethod.Teardown:
                _unicast = null;
                break;
        }

        ArrayBufferWriter<byte> wire = new();
        response.WriteTo(wire);
        int last = _sent;
        await stream.WriteAsync(wire.WrittenMemory);
        for (int number = Math.Max(0, last - Burst); request.Method == RtspMethod.Play && _repairs is not null && number < last; number++)
            await _udp.SendToAsync(Again(number), _repairs);
    }

    private TransportSpec Choose(TransportSpec asked)
    {
        IPEndPoint? ports = asked.ClientPort is { } pair ? new(IPAddress.Loopback, pair.Rtp) : null;
        bool isMulticast = asked.IsMulticast == true;
        _repairs = isMulticast ? ports : null;
        _unicast = isMulticast ? null : ports;
        return isMulticast
            ? asked with { Destination = $"{_group}", Port = new(_port, _port + 1), Ttl = 1, Source = "127.0.0.1", Ssrc = Source }
            : asked with { ServerPort = new(8_000, 8_001), Ssrc = Source };
    }
}
