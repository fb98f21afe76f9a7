using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Streaming.Qos.Policing;

namespace Streaming.Lab.Real.Relaying;

/// <summary>A UDP port that says how a datagram was marked. Linux hands the octet over beside each of them; elsewhere nothing is known of
/// it.</summary>
/// <remarks>One receives at a time; anybody may send.</remarks>
internal sealed partial class MarkedSocket : IDisposable
{
    private const int LevelIP = 0, ReceiveTypeOfService = 13, TypeOfService = 1, DontWait = 0x40;

    /// <summary>struct msghdr at 0, sockaddr at 64, iovec at 96, control at 128, the datagram at 256.</summary>
    private const int NameAt = 64, NameSize = 28, VectorAt = 96, ControlAt = 128, ControlSize = 128, BytesAt = 256, BytesSize = 65_536;

    private readonly nint _memory = OperatingSystem.IsLinux() ? Marshal.AllocHGlobal(BytesAt + BytesSize) : 0;

    public MarkedSocket(IPAddress address, int port)
    {
        Socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp)
        {
            ReceiveBufferSize = 4 << 20,
            SendBufferSize = 4 << 20,
        };
        try
        {
            Socket.Bind(new IPEndPoint(address, port));
        }
        catch
        {
            Dispose();
            throw;
        }

        if (_memory != 0)
            Socket.SetRawSocketOption(LevelIP, ReceiveTypeOfService, BitConverter.GetBytes(1));
    }

    public Socket Socket { get; }

    public int Port => ((IPEndPoint)Socket.LocalEndPoint!).Port;

    /// <summary>Waits for the next datagram.</summary>
    /// <exception cref="SocketException">The socket is closed; or <see cref="ObjectDisposedException"/>.</exception>
    public async Task<(byte[] Bytes, int FromPort, Dscp Marking)> ReceiveAsync()
    {
        byte[] buffer = new byte[1];
        while (_memory != 0)
        {
            // A look that takes nothing: it is over when something is there, even if that is longer than the look.
            try
            {
                await Socket.ReceiveAsync(buffer, SocketFlags.Peek);
            }
            catch (SocketException longer) when (longer.SocketErrorCode == SocketError.MessageSize)
            {
            }
            catch (SocketException refused) when (refused.SocketErrorCode is SocketError.ConnectionRefused or SocketError.ConnectionReset)
            {
                continue;
            }

            if (TryTake() is { } taken)
                return taken;
        }

        buffer = new byte[BytesSize];
        SocketReceiveFromResult came = await Socket.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0));
        return (buffer[..came.ReceivedBytes], ((IPEndPoint)came.RemoteEndPoint).Port, Dscp.CS0);
    }

    public void Dispose()
    {
        Socket.Dispose();
    }

    /// <summary>Frees what <see cref="ReceiveAsync"/> works in: not before the last call of it has come back.</summary>
    public void Free() => Marshal.FreeHGlobal(_memory);

    private (byte[] Bytes, int FromPort, Dscp Marking)? TryTake()
    {
        byte[] header = new byte[NameAt];
        BinaryPrimitives.WriteInt64LittleEndian(header, _memory + NameAt);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), NameSize);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(16), _memory + VectorAt);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(24), 1);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(32), _memory + ControlAt);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(40), ControlSize);
        Marshal.Copy(header, 0, _memory, header.Length);
        Marshal.WriteInt64(_memory, VectorAt, _memory + BytesAt);
        Marshal.WriteInt64(_memory, VectorAt + 8, BytesSize);
        int length = (int)ReceiveMessage(Socket.SafeHandle, _memory, DontWait);
        if (length < 0)
            return null;
        byte[] bytes = new byte[length];
        Marshal.Copy(_memory + BytesAt, bytes, 0, length);
        int port = BinaryPrimitives.ReverseEndianness((ushort)Marshal.ReadInt16(_memory, NameAt + 2));
        return (bytes, port, new((byte)(Octet((int)Marshal.ReadInt64(_memory, 40)) >> 2)));
    }

    /// <summary>Of the controls: each its length (8), level (4) and type (4), then what it says, to a multiple of 8.</summary>
    private int Octet(int size)
    {
        for (int at = ControlAt; at + 16 < ControlAt + size; at += (int)((Marshal.ReadInt64(_memory, at) + 7) & ~7L))
        {
            if (Marshal.ReadInt32(_memory, at + 8) == LevelIP && Marshal.ReadInt32(_memory, at + 12) == TypeOfService)
                return Marshal.ReadByte(_memory, at + 16);
        }

        return 0;
    }

    [LibraryImport("libc", EntryPoint = "recvmsg", SetLastError = true)]
    private static partial nint ReceiveMessage(SafeHandle socket, nint message, int flags);
}
