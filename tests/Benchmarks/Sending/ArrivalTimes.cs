using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Streaming.Server.Host.DataPlane;
using Streaming.Server.Host.DataPlane.Native;
using Streaming.Server.Sending;

namespace Streaming.Benchmarks.Sending;

/// <summary>One client, and when the kernel took each of its packets off the wire: a reader's own clock would see the scheduler
/// instead.</summary>
internal sealed unsafe partial class ArrivalTimes : IDisposable
{
    private const int TimestampNanoseconds = 35;
    private const int ControlSize = 64;

    /// <summary>struct cmsghdr, behind which the struct timespec lies.</summary>
    private const int ControlHeader = 16;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

    public ArrivalTimes()
    {
        _socket.ReceiveBufferSize = 4 << 20;
        _socket.SetRawSocketOption(Libc.SocketLevel, TimestampNanoseconds, BitConverter.GetBytes(1));
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
    }

    /// <summary>Plays the film for a while and answers the arrival of each packet, reports included, in nanoseconds.</summary>
    public List<long> Record(BenchFilm film, TimeSpan length)
    {
        using Delivery delivery = new(new DeliveryOptions { RtpPort = 0 });
        Instant now = ProcessClock.Now;
        SendSession session = film.NewSession(1, now, (IPEndPoint)_socket.LocalEndPoint!);
        session.Prepare(MediaTime.Zero, null, now);
        delivery.Start(session, RealTime.NoEvents.Instance);
        Thread.Sleep(length);
        delivery.StopAsync(session).Wait();

        List<long> times = [];
        while (_socket.Available > 0)
            times.Add(ReceiveOne());
        times.Sort();
        return times;
    }

    public void Dispose() => _socket.Dispose();

    private long ReceiveOne()
    {
        byte* buffer = stackalloc byte[2_048];
        byte* control = stackalloc byte[ControlSize];
        IoVector vector = new() { Base = buffer, Length = 2_048 };
        MessageHeader header = new() { Vectors = &vector, VectorCount = 1, Control = control, ControlLength = ControlSize };
        if (ReceiveMessage(_socket.SafeHandle, &header, 0) < 0)
            throw new IOException("no packet where there was one");
        TimeSpec* time = (TimeSpec*)(control + ControlHeader);
        return (time->Seconds * 1_000_000_000) + time->Nanoseconds;
    }

    [LibraryImport("libc", EntryPoint = "recvmsg", SetLastError = true)]
    private static partial nint ReceiveMessage(SafeHandle socket, MessageHeader* message, int flags);
}
