using System.Net;
using System.Net.Sockets;
using System.Text;
using Streaming.Formats.Rtp;
using Streaming.Server.Host.DataPlane;
using Streaming.Server.Sending;
using Streaming.Testing.Films;

namespace Streaming.EndToEnd.Tests.DataPlane;

public sealed class DatagramBatchTests : IDisposable
{
    private readonly Socket _media = Open();
    private readonly Socket _control = Open();
    private readonly Client _client = new();

    public void Dispose()
    {
        _media.Dispose();
        _control.Dispose();
        _client.Dispose();
    }

    /// <summary>The report's bytes once went along with the packet before it, and the packet behind it was lost.</summary>
    [Fact]
    public void A_report_between_two_packets_of_a_train_goes_its_own_way()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("skipped: batches need Linux");
        using DatagramBatch batch = new(_media, _control, segmentation: true);
        SendSession session = new(ProcessClock.Now, ProcessClock.NtpNow, "server@localhost", 1);
        SendStream stream = session.Add(
            SyntheticTrack.Audio(1, BitRate.Kbps(96), 1), new MemoryFilm([]), 96, new(new(1), new(1), new(1)), 1_400, _client.Transport);
        StreamTransport.Udp to = (StreamTransport.Udp)_client.Transport;
        stream.SinkState = new StreamRoute(new SenderRun(session, null!), to.Rtp, to.Rtcp, _media.AddressFamily);

        Send(batch, stream, "first");
        batch.Control(stream, "report"u8);
        Send(batch, stream, "again");
        Send(batch, stream, "third");
        batch.Flush();

        Assert.True(_client.TakeUntil(() => _client.Media.Count == 3 && _client.Reports.Count == 1));
        Assert.Equal(["first", "again", "third"], _client.Media.Select(Encoding.ASCII.GetString));
        Assert.Equal(["report"], _client.Reports.Select(Encoding.ASCII.GetString));
        Assert.Equal(3, batch.Totals.Snapshot().Packets);
    }

    private static void Send(DatagramBatch batch, SendStream stream, string text)
    {
        PacketWriter packet = batch.Begin();
        Encoding.ASCII.GetBytes(text, packet.Reserve(text.Length));
        batch.Packet(stream, in packet, ProcessClock.Now);
    }

    private static Socket Open()
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }
}
