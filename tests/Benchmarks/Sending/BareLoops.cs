using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Streaming.Server.Host.DataPlane.Native;

namespace Streaming.Benchmarks.Sending;

/// <summary>What the kernel alone costs: loops as a C program would write them, round over all destinations.</summary>
internal sealed unsafe class BareLoops : IDisposable
{
    private const int Batch = 64;
    private const int AddressSize = 32;

    private readonly Socket _socket = new(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp);
    private readonly byte* _addresses;
    private readonly byte* _packet;
    private readonly int _addressLength;
    private readonly int _destinations;
    private readonly int _size;

    public BareLoops(SinkPorts sinks, int size)
    {
        _socket.DualMode = true;
        _socket.SendBufferSize = 4 << 20;
        _socket.Bind(new IPEndPoint(IPAddress.IPv6Any, 0));
        _size = size;
        _destinations = sinks.Count;
        _packet = (byte*)NativeMemory.AllocZeroed((nuint)size * 64);
        _addresses = (byte*)NativeMemory.AllocZeroed((nuint)sinks.Count, AddressSize);
        for (int i = 0; i < sinks.Count; i++)
        {
            SocketAddress address = new IPEndPoint(sinks[i].Address.MapToIPv6(), sinks[i].Port).Serialize();
            address.Buffer.Span[..address.Size].CopyTo(new(_addresses + (i * AddressSize), AddressSize));
            _addressLength = address.Size;
        }
    }

    /// <summary>Nanoseconds of processor time per packet, one call each.</summary>
    public double SendTo(int packets)
    {
        TimeSpan begin = Libc.ThreadTime();
        for (int i = 0; i < packets; i++)
        {
            byte* to = _addresses + (i % _destinations * AddressSize);
            _ = Libc.SendTo(_socket.SafeHandle, _packet, (nuint)_size, 0, to, (uint)_addressLength);
        }

        return (Libc.ThreadTime() - begin).TotalNanoseconds / packets;
    }

    /// <summary>The same in batches of 64 messages, each of <paramref name="together"/> packets that the kernel cuts (1: none).</summary>
    public double SendMessages(int packets, int together)
    {
        MessageHeader* headers = stackalloc MessageHeader[Batch];
        SegmentControl* segments = stackalloc SegmentControl[Batch];
        IoVector* vectors = (IoVector*)NativeMemory.Alloc((nuint)(Batch * together * 2), (nuint)sizeof(IoVector));
        int sent = 0, to = 0;
        TimeSpan begin = Libc.ThreadTime();
        while (sent < packets)
        {
            IoVector* vector = vectors;
            for (int i = 0; i < Batch; i++, to = (to + 1) % _destinations)
            {
                headers[i] = new MessageHeader { Name = _addresses + (to * AddressSize), NameLength = (uint)_addressLength };
                headers[i].Vectors = vector;
                headers[i].VectorCount = (nuint)(2 * together);
                for (int packet = 0; packet < together; packet++)
                {
                    *vector++ = new() { Base = _packet, Length = 14 };
                    *vector++ = new() { Base = _packet + 14 + (packet * _size), Length = (nuint)(_size - 14) };
                }

                if (together == 1)
                    continue;
                segments[i] = new((ushort)_size);
                headers[i].Control = (byte*)(segments + i);
                headers[i].ControlLength = (nuint)sizeof(SegmentControl);
            }

            int count = Libc.SendMessages(_socket.SafeHandle, headers, Batch, 0);
            if (count < 0)
                return double.NaN;
            sent += count * together;
        }

        double cost = (Libc.ThreadTime() - begin).TotalNanoseconds / sent;
        NativeMemory.Free(vectors);
        return cost;
    }

    public void Dispose()
    {
        _socket.Dispose();
        NativeMemory.Free(_addresses);
        NativeMemory.Free(_packet);
    }
}
