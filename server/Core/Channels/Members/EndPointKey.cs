using System.Buffers.Binary;
using System.Net;

namespace Streaming.Server.Channels.Members;

/// <summary>An end point as the key of a table: an address of IPv4 is the same whichever way it is written.</summary>
internal readonly record struct EndPointKey(UInt128 Address, ushort Port)
{
    public const int AnyPort = 0;

    private static readonly UInt128 Mapped = new(0, 0xffff_0000_0000);

    public static EndPointKey Of(IPAddress address, int port)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out int length);
        UInt128 whole = length == 4 ? Mapped | BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt128BigEndian(bytes);
        return new(whole, (ushort)port);
    }
}
