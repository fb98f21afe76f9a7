using System.Buffers.Binary;
using Streaming.Testing;

namespace Streaming.EndToEnd.Tests.Tools;

/// <summary>Datagrams as a packet analyser reads them from a file: over IPv4, without a link layer (LINKTYPE_RAW).</summary>
internal static class PcapFile
{
    private const int Header = 24, Record = 16, Ip = 20, Udp = 8;
    private const int RawLink = 101;

    /// <param name="port">They come from and go to.</param>
    public static async Task WriteAsync(string path, int port, IEnumerable<byte[]> datagrams)
    {
        await using FileStream file = File.Create(path);
        byte[] header = new byte[Header];
        BinaryPrimitives.WriteUInt32LittleEndian(header, 0xa1b2c3d4);
        (header[4], header[6], header[20]) = (2, 4, RawLink);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(16), ushort.MaxValue);
        await file.WriteAsync(header);
        foreach (byte[] datagram in datagrams)
            await file.WriteAsync(Framed(port, datagram));
    }

    private static byte[] Framed(int port, byte[] datagram)
    {
        byte[] record = new byte[Record + Ip + Udp + datagram.Length];
        Span<byte> packet = record.AsSpan(Record);
        BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(8), packet.Length);
        BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(12), packet.Length);
        Hex.Bytes("4500 0000 0000 0000 40 11 0000 c0000201 e0000001").CopyTo(packet);
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], (ushort)packet.Length);
        BinaryPrimitives.WriteUInt16BigEndian(packet[Ip..], (ushort)port);
        BinaryPrimitives.WriteUInt16BigEndian(packet[(Ip + 2)..], (ushort)port);
        BinaryPrimitives.WriteUInt16BigEndian(packet[(Ip + 4)..], (ushort)(Udp + datagram.Length));
        datagram.CopyTo(packet[(Ip + Udp)..]);
        return record;
    }
}
