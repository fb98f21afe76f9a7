using System.Buffers;
using System.Text;
using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtsp;
using Streaming.Formats.Rtsp.Headers;
using Streaming.Formats.Sdp;

namespace Streaming.Benchmarks.Parsing;

/// <summary>What a verdict on hostile input takes, and that four times the input takes four times as long.</summary>
internal static class ParserBench
{
    private const int Size = 64_000;

    public static Table Run()
    {
        Table table = new($"parsers: the worst known inputs, {Size:N0} bytes, against a quarter of them");
        Add(table, "RTSP, empty header fields", size => Read("PLAY u RTSP/1.0\r\n" + Repeat("A:\r\n", size)));
        Add(table, "RTSP, folded field", size => Read("PLAY u RTSP/1.0\r\nA: b\r\n" + Repeat(" \r\n", size)));
        Add(table, "RTSP, small requests", size => Read(Repeat("a u RTSP/1.0\n\n", size)));
        Add(table, "RTSP, a body byte by byte", ReadByteByByte);
        Add(table, "Transport, alternatives", size => _ = TransportHeader.TryParse(Repeat("a/b,", size), out _, out _));
        Add(table, "RTP-Info, entries", size => _ = RtpInfoHeader.TryParse(Repeat("url=a;seq=1,", size), out _, out _));
        Add(table, "SDP, media", size => Describe(Repeat("m=a 0 b\n", size)));
        Add(table, "SDP, attributes", size => Describe(Repeat("a=b:c\n", size)));
        byte[] rtcp = [.. Enumerable.Repeat<byte[]>([0x80, 0xcb, 0, 0], Size / 4).SelectMany(bytes => bytes)];
        Add(table, "RTCP, empty packets", size => _ = CompoundPacket.TryParse(rtcp.AsSpan(0, size), out _, out _));
        return table;
    }

    private static void Add(Table table, string name, Action<int> parse)
    {
        double quarter = Stopwatches.Median(() => parse(Size / 4));
        double whole = Stopwatches.Median(() => parse(Size));
        table.Add(name, whole, "ms", "10", $"{whole / quarter:0.0} times a quarter of it");
    }

    private static string Repeat(string unit, int size) => string.Concat(Enumerable.Repeat(unit, size / unit.Length));

    private static void Read(string text)
    {
        ReadOnlySequence<byte> input = new(Encoding.UTF8.GetBytes(text));
        RtspReader reader = new();
        while (reader.TryRead(ref input, out _, out RtspError error) is var status and not OperationStatus.NeedMoreData)
        {
            if (status == OperationStatus.InvalidData && !error.CanContinue)
                return;
        }
    }

    private static void Describe(string lines) => _ = SdpReader.TryParse(Encoding.UTF8.GetBytes("v=0\n" + lines), out _, out _);

    private static void ReadByteByByte(int size)
    {
        byte[] message = [.. Encoding.UTF8.GetBytes($"PLAY u RTSP/1.0\r\nCSeq: 1\r\nContent-Length: {size}\r\n\r\n"), .. new byte[size]];
        RtspReader reader = new();
        for (int length = 0; length <= message.Length; length++)
        {
            ReadOnlySequence<byte> input = new(message, 0, length);
            reader.TryRead(ref input, out _, out _);
        }
    }
}
