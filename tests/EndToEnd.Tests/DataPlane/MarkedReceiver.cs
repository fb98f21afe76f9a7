using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Streaming.EndToEnd.Tests.DataPlane;

/// <summary>A port that also hears how datagrams are marked and how far they might go: Linux hands both over beside each of them.</summary>
internal sealed partial class MarkedReceiver : IDisposable
{
    private const int IPv4Level = 0, ReceiveTypeOfService = 13, TypeOfService = 1, ReceiveTimeToLive = 12, TimeToLive = 2;
    private const int IPv6Level = 41, ReceiveTrafficClass = 66, TrafficClass = 67, ReceiveHopLimit = 51, HopLimit = 52;
    private const int SocketLevel = 1, ReuseAddress = 2, JoinSourceGroup = 46;
    private const int ControlAt = 64, ControlSize = 128, BytesAt = 256, VectorAt = 224, BytesSize = 3_840;

    private readonly Socket _socket;
    private readonly nint _memory = Marshal.AllocHGlobal(4_096);

    public MarkedReceiver(IPAddress address)
        : this(new IPEndPoint(address, 0))
    {
    }

    private MarkedReceiver(IPEndPoint point)
    {
        bool isIPv4 = point.AddressFamily == AddressFamily.InterNetwork;
        _socket = new(point.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 4 << 20 };
        _socket.SetRawSocketOption(SocketLevel, ReuseAddress, BitConverter.GetBytes(1));
        _socket.Bind(point);
        int level = isIPv4 ? IPv4Level : IPv6Level;
        _socket.SetRawSocketOption(level, isIPv4 ? ReceiveTypeOfService : ReceiveTrafficClass, BitConverter.GetBytes(1));
        _socket.SetRawSocketOption(level, isIPv4 ? ReceiveTimeToLive : ReceiveHopLimit, BitConverter.GetBytes(1));
    }

    public IPEndPoint Point => (IPEndPoint)_socket.LocalEndPoint!;

    /// <summary>Whether something is there to be taken.</summary>
    public bool HasSome => _socket.Available > 0;

    /// <summary>One of a group's.</summary>
    /// <param name="by">Number of the interface.</param>
    /// <param name="source">From which alone; null: from whomever.</param>
    public static MarkedReceiver Of(IPEndPoint group, int by, IPAddress? source = null)
    {
        MarkedReceiver receiver = new(group);
        Socket socket = receiver._socket;
        if (source is not null)
        {
            // struct group_source_req: the interface, and two struct sockaddr_storage.
            byte[] request = new byte[264];
            BinaryPrimitives.WriteInt32LittleEndian(request, by);
            SocketAddress one = group.Serialize(), other = new IPEndPoint(source, 0).Serialize();
            one.Buffer.Span[..one.Size].CopyTo(request.AsSpan(8));
            other.Buffer.Span[..other.Size].CopyTo(request.AsSpan(136));
            socket.SetRawSocketOption(group.AddressFamily == AddressFamily.InterNetwork ? IPv4Level : IPv6Level, JoinSourceGroup, request);
        }
        else if (group.AddressFamily == AddressFamily.InterNetwork)
        {
            socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(group.Address, by));
        }
        else
        {
            socket.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.AddMembership, new IPv6MulticastOption(group.Address, by));
        }

        return receiver;
    }

    /// <summary>The octets of the next datagrams; fewer where they do not come in good time.</summary>
    public List<int> Take(int count) => [.. Hear(count).Select(one => one.Octet)];

    /// <summary>The next datagrams; fewer where they do not come in good time.</summary>
    public List<HeardDatagram> Hear(int count)
    {
        List<HeardDatagram> heard = [];
        while (heard.Count < count && _socket.Poll(TimeSpan.FromSeconds(10), SelectMode.SelectRead))
            heard.Add(Receive());
        return heard;
    }

    public void Dispose()
    {
        _socket.Dispose();
        Marshal.FreeHGlobal(_memory);
    }

    /// <summary>struct msghdr, iovec and cmsghdr by hand, little-endian here.</summary>
    private HeardDatagram Receive()
    {
        byte[] header = new byte[56];
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(16), _memory + VectorAt);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(24), 1);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(32), _memory + ControlAt);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(40), ControlSize);
        Marshal.Copy(header, 0, _memory, header.Length);
        Marshal.WriteInt64(_memory, VectorAt, _memory + BytesAt);
        Marshal.WriteInt64(_memory, VectorAt + 8, BytesSize);
        int length = (int)ReceiveMessage(_socket.SafeHandle, _memory, 0);
        Assert.True(length > 0);
        byte[] bytes = new byte[length];
        Marshal.Copy(_memory + BytesAt, bytes, 0, length);
        (int octet, int hops) = ReadControls((int)Marshal.ReadInt64(_memory, 40));
        return new(bytes, octet, hops);
    }

    /// <summary>The octet is one byte for IPv4; all other values are ints.</summary>
    private (int Octet, int Hops) ReadControls(int size)
    {
        (int octet, int hops) = (-1, -1);
        for (int at = ControlAt; at + 16 < ControlAt + size;)
        {
            switch ((Marshal.ReadInt32(_memory, at + 8), Marshal.ReadInt32(_memory, at + 12)))
            {
                case (IPv4Level, TypeOfService):
                    octet = Marshal.ReadByte(_memory, at + 16);
                    break;
                case (IPv6Level, TrafficClass):
                    octet = Marshal.ReadInt32(_memory, at + 16);
                    break;
                case (IPv4Level, TimeToLive):
                case (IPv6Level, HopLimit):
                    hops = Marshal.ReadInt32(_memory, at + 16);
                    break;
            }

            at += (int)((Marshal.ReadInt64(_memory, at) + 7) & ~7L);
        }

        return (octet, hops);
    }

    [LibraryImport("libc", EntryPoint = "recvmsg", SetLastError = true)]
    private static partial nint ReceiveMessage(SafeHandle socket, nint message, int flags);
}
