// RFC 2435: RTP payload format for JPEG-compressed video.
using System.Buffers.Binary;
using Streaming.Formats.Media;
using Streaming.Formats.Rtp;

namespace Streaming.Formats.Payloads.Jpeg;

/// <summary>Sends the scan of each picture in pieces of one size, the first behind the picture's quantisation tables.</summary>
/// <remarks>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// | Type-specific |              Fragment Offset                  |  main header, §3.1
/// |      Type     |       Q       |     Width     |     Height    |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |      MBZ      |   Precision   |             Length            |  table header, §3.1.8,
/// |                    Quantization Table Data                    |  where the offset is 0
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// </code>
/// </remarks>
internal sealed class JpegPacketizer : IPacketizer
{
    internal const int HeaderSize = 8;
    internal const int TableHeaderSize = 4;

    /// <summary>Q of 255: the tables come with every picture. RFC 2435 §3.1.4.</summary>
    internal const int TablesInBand = 255;

    private const int MaxScan = (1 << 24) - 1;
    private const int FirstHeaderSize = HeaderSize + TableHeaderSize + JpegTables.BothSize;

    private readonly byte _type;
    private readonly byte _width;
    private readonly byte _height;
    private readonly int _maxPayload;
    private int _sent;

    public JpegPacketizer(Track track, int maxPayload)
    {
        _type = track.Configuration is [var type, ..] ? type : (byte)JpegSampling.Yuv420;
        _width = (byte)(track.Width / JpegHeader.Block);
        _height = (byte)(track.Height / JpegHeader.Block);
        _maxPayload = maxPayload;
    }

    public int Begin(in MediaSample sample, ReadOnlySpan<MediaUnit> units)
    {
        _sent = 0;
        int scan = units.Length < 3 ? 0 : units[0].Size;
        if (scan is 0 or > MaxScan)
            return 0;
        int first = _maxPayload - FirstHeaderSize;
        int later = _maxPayload - HeaderSize;
        return 1 + ((Math.Max(0, scan - first) + later - 1) / later);
    }

    public bool Write(in MediaSample sample, ReadOnlySpan<MediaUnit> units, ref PacketWriter packet)
    {
        Span<byte> header = packet.Reserve(HeaderSize);
        BinaryPrimitives.WriteUInt32BigEndian(header, (uint)_sent);
        header[4] = _type;
        header[5] = TablesInBand;
        header[6] = _width;
        header[7] = _height;
        if (_sent == 0)
        {
            BinaryPrimitives.WriteUInt32BigEndian(packet.Reserve(TableHeaderSize), JpegTables.BothSize);
            packet.Slice(sample.Offset + units[1].Offset, JpegTables.QuantisationSize);
            packet.Slice(sample.Offset + units[2].Offset, JpegTables.QuantisationSize);
        }

        int left = units[0].Size - _sent;
        int length = Math.Min(left, _maxPayload - (_sent == 0 ? FirstHeaderSize : HeaderSize));
        packet.Slice(sample.Offset + units[0].Offset + _sent, length);
        _sent += length;
        return length == left;
    }
}
