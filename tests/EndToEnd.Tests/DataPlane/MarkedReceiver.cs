using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Streaming.EndToEnd.Tests.DataPlane;

/// <summary>A port that also hears how datagrams are marked: Linux hands the octet over beside each of them.</summary>
internal sealed partial class MarkedReceiver : IDisposable
{
    private const int IPv4Level = 0, ReceiveTypeOfService = 13, IPv6Level = 41, ReceiveTrafficClass = 66;
    private const int ControlAt = 64, ControlSize = 128, BytesAt = 256, VectorAt = 224;

    private readonly Socket _socket;
    private readonly nint _memory = Marshal.AllocHGlobal(4_096);

    public MarkedReceiver(IPAddress address)
    {
        _socket = new(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 4 << 20 };
        _socket.Bind(new IPEndPoint(address, 0));
        bool isIPv4 = address.AddressFamily == AddressFamily.InterNetwork;
        _socket.SetRawSocketOption(
            isIPv4 ? IPv4Level : IPv6Level, isIPv4 ? ReceiveTypeOfService : ReceiveTrafficClass, BitConverter.GetBytes(1));
    }

    public IPEndPoint Point => (IPEndPoint)_socket.LocalEndPoint!;

    /// <summary>The octets of the next datagrams; fewer where they do not come in good time.</summary>
    public List<int> Take(int count)
    {
        List<int> octets = [];
        while (octets.Count < count && _socket.Poll(TimeSpan.FromSeconds(10), SelectMode.SelectRead))
            octets.Add(Receive());
        return octets;
    }

    public void Dispose()
    {
        _socket.Dispose();
        Marshal.FreeHGlobal(_memory);
    }

    /// <summary>struct msghdr, iovec and cmsghdr by hand: the octet is one byte for IPv4 and an int for IPv6, little-endian here.</summary>
    private int Receive()
    {
        byte[] header = new byte[56];
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(16), _memory + VectorAt);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(24), 1);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(32), _memory + ControlAt);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(40), ControlSize);
        Marshal.Copy(header, 0, _memory, header.Length);
        Marshal.WriteInt64(_memory, VectorAt, _memory + BytesAt);
        Marshal.WriteInt64(_memory, VectorAt + 8, 2_048);
        Assert.True(ReceiveMessage(_socket.SafeHandle, _memory, 0) > 0);
        Assert.InRange(Marshal.ReadInt64(_memory, 40), 17, ControlSize);
        return Marshal.ReadByte(_memory, ControlAt + 16);
    }

    [LibraryImport("libc", EntryPoint = "recvmsg", SetLastError = true)]
    private static partial nint ReceiveMessage(SafeHandle socket, nint message, int flags);
}
