using System.Net;
using System.Net.Sockets;
using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtp;
using Streaming.Server.Sending;
using Streaming.Testing;

namespace Streaming.EndToEnd.Tests.DataPlane;

/// <summary>A real pair of ports on this machine that takes what it is sent.</summary>
internal sealed class Client : IDisposable
{
    private readonly Socket _media = Open();
    private readonly Socket _control = Open();

    public StreamTransport Transport => new StreamTransport.Udp((IPEndPoint)_media.LocalEndPoint!, (IPEndPoint)_control.LocalEndPoint!);

    public List<byte[]> Media { get; } = [];

    public List<byte[]> Reports { get; } = [];

    /// <summary>What stands behind the headers of the media packets, and behind what extends them.</summary>
    public IEnumerable<string> Payloads => Media.Select(static packet =>
        RtpHeader.TryParse(packet, out _, out Range payload, out _) ? Hex.Text(packet.AsSpan(payload)) : "no RTP");

    /// <summary>Takes packets until the condition holds; false where it does not in good time.</summary>
    public bool TakeUntil(Func<bool> isDone)
    {
        for (int patience = 0; patience < 1_000; patience++)
        {
            Take(_media, Media);
            Take(_control, Reports);
            if (isDone())
                return true;
            _media.Poll(TimeSpan.FromMilliseconds(10), SelectMode.SelectRead);
        }

        return false;
    }

    public bool HasBye() => Reports.Exists(static report => HasBye(report, source: null));

    public bool HasByeOf(Ssrc source) => Reports.Exists(report => HasBye(report, source));

    public void Report(int port, ReportBlock block)
    {
        CompoundWriter writer = new(new byte[CompoundWriter.MaxSize]);
        writer.ReceiverReport(new(1), new[] { block });
        _control.SendTo(writer.Written, SocketFlags.None, new IPEndPoint(IPAddress.Loopback, port));
    }

    /// <summary>Asks for a packet again, and says nothing else.</summary>
    public void Ask(int port, Ssrc source, SequenceNumber lost)
    {
        CompoundWriter writer = new(new byte[CompoundWriter.MaxSize]);
        writer.GenericNack(new(1), source, [new NackEntry(lost, 0)]);
        _control.SendTo(writer.Written, SocketFlags.None, new IPEndPoint(IPAddress.Loopback, port));
    }

    public void SendGarbage(int port) => _control.SendTo([1, 2, 3], SocketFlags.None, new IPEndPoint(IPAddress.Loopback, port));

    public void Dispose()
    {
        _media.Dispose();
        _control.Dispose();
    }

    private static bool HasBye(byte[] report, Ssrc? source)
    {
        Assert.True(CompoundPacket.TryParse(report, out CompoundPacket compound, out _));
        foreach (RtcpPacket packet in compound)
        {
            if (Bye.TryParse(in packet, out Bye bye) && (source is null || bye.Contains(source.Value)))
                return true;
        }

        return false;
    }

    private static Socket Open()
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 4 << 20 };
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    private static void Take(Socket socket, List<byte[]> packets)
    {
        byte[] buffer = new byte[2_048];
        while (socket.Available > 0)
            packets.Add(buffer[..socket.Receive(buffer)]);
    }
}
