using System.Text;
using Streaming.Testing;

namespace Streaming.Codecs.Tests.Fuzzing;

/// <summary>Right inputs to spoil, and the words that parsers look for.</summary>
internal static class Corpus
{
    public static IReadOnlyList<byte[]> Rtsp { get; } = Texts(
        "OPTIONS * RTSP/1.0\r\nCSeq: 1\r\nUser-Agent: x\r\n\r\n",
        "SETUP rtsp://h/film/trackID=1 RTSP/1.0\r\nCSeq: 3\r\nTransport: RTP/AVP;unicast;\r\n client_port=5000-5001\r\n\r\n",
        "PLAY rtsp://h/film RTSP/1.0\nCSeq: 4\nSession: 1;timeout=60\nRange: npt=0-\n\n$\0\0\u0004abcd",
        "GET_PARAMETER rtsp://h/film RTSP/1.0\r\nCSeq: 5\r\nContent-Length: 9\r\n\r\nposition\n\r\n\r\nPAUSE u RTSP/1.0\r\n\r\n",
        "RTSP/1.0 200 OK\r\nCSeq: 2\r\nContent-Length: 4\r\n\r\nv=0\n$\u0001\0\0RTSP/1.0 454 Session Not Found\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: h\r\n\r\n");

    public static IReadOnlyList<byte[]> Sdp { get; } = Texts(
        "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=Film\r\nc=IN IP4 239.0.0.1/16/2\r\n"
        + "b=AS:2000\r\nt=0 0\r\na=control:*\r\na=range:npt=0-10\r\n"
        + "m=video 0/2 RTP/AVP 96 26\r\na=rtpmap:96 H264/90000\r\na=fmtp:96 packetization-mode=1\r\na=framerate:25\r\n",
        "v=0\nm=audio 5004 RTP/AVP 97\nc=IN IP6 ::\nb=TIAS:1\na=rtpmap:97 opus/48000/2\na=lang:en\n");

    public static IReadOnlyList<byte[]> Headers { get; } = Texts(
        "RTP/AVP/TCP;multicast;destination=d;source=s;ttl=7;client_port=1-2;server_port=3-4;port=5-6;"
        + "interleaved=7-8;ssrc=FF;mode=\"A,B\",a/b",
        "npt=1:02:03.5-99.25;time=x", "npt=now-", "smpte=0:00-", "url=rtsp://h/a,b;c;seq=1;rtptime=2, url=x",
        "abc;timeout=60", "-1.5", "1400",
        "PLAY, PAUSE", "96 H264/90000/2", "AS:2000", "IN IP4 239.0.0.1/16/3", "- 1 1 IN IP6 ::1", "0 18446744073709551615",
        "incl IN IP4 239.0.0.1 192.0.2.1 192.0.2.2");

    public static IReadOnlyList<byte[]> Rtcp { get; } =
    [
        Hex.Bytes("81c8000c 11223344 83aa7e8080000000 00015f90 0000000a 000003e8 aabbccdd40fffffe0001ffff0000005a5566778800010000"
            + "81ca0003 11223344 0105612e622e6300"),
        Hex.Bytes("80c90001 11223344 82ca0005 00000001 02016100 00000002 0101780701790000 82cb0004 00000001 00000002 03656e6400000000"),
        Hex.Bytes("81cd0005 11223344 aabbccdd fffe8005 0001ffff 00000000"),
        Hex.Bytes("81cd0003 11223344 aabbccdd 00010000 a5cc0003 11223344 71746161 00000004"),
        Hex.Bytes("80cf0023 11223344 04000002 83aa7e8080000000 05000003 11223344 55667788 00010000"
            + "06e00009 aabbccdd fff00010 00000003 00000001 00000002 00000100 00000020 00000011 00000000"
            + "0e000007 aabbccdd 0000fff0 0000fff0 0001000f 00050000 0000000580000000"
            + "14800005 aabbccdd 010000c8 00000700 000c0010 0000 2710 18a00002 aabbccdd 00000004"),
        Hex.Bytes("80c90001 11223344 80cf0009 11223344 0c110007 42000000 0000002a aabbccdd 83aa7e80 80000000 00015f90 7e818000"
            + "80d10008 11223344 aabbccdd 83aa7e80 80000000 0c020078 00000064 0b024000 00000800"
            + "80d30008 11223344 aabbccdd 0000002a 83aa7e80 80000000 00015f90 83aa7e81 80000000"),
    ];

    public static IReadOnlyList<byte[]> Rtp { get; } =
    [
        Hex.Bytes("b2e0fffe fffffff0 11223344 aaaaaaaa bbbbbbbb bede0001 10ff0000 0102030405 000003"),
        Hex.Bytes("80600001 00000002 00000003 01020304"),
        Hex.Bytes("b17e0001 00000002 00000003 aaaaaaaa bede0001 10ff0000 fffe 0102 000003"),
    ];

    public static IReadOnlyList<byte[]> Fec { get; } =
    [
        Hex.Bytes("817ffffe 00015f90 0fec0001 5eed0001 5fe00003 80000001 fffd0a05 0102ff"),
        Hex.Bytes("b17f0001 00000000 0fec0001 5eed0001 bede0000 40600001 00000000 00000a01 80 000003"),
    ];

    public static IReadOnlyList<byte[]> Sap { get; } =
    [
        [.. Hex.Bytes("2000abcd c0000201"), .. "application/sdp\0v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=Film\r\n"u8],
        [.. Hex.Bytes("3401abcd 20010db8 00000000 00000000 00000001 deadbeef"), .. "o=- 1 1 IN IP6 2001:db8::1\r\n"u8],
    ];

    /// <summary>What parsers branch on, and the numbers they stumble over.</summary>
    public static IReadOnlyList<byte[]> Words { get; } = Texts(
        "\r\n", "\n", "\r\n\r\n", " ", ":", ";", ",", "=", "\"", "-", "/", "$", "\0", "npt=", "url=", ";seq=", "RTSP/1.0", "RTSP/2.0",
        "HTTP/1.1", "Content-Length: ", "0", "-1", "65535", "65536", "2147483647", "2147483648", "4294967295", "4294967296",
        "9223372036854775808", "NaN",
        "1e309", "99999999999999999999999999", "ệ", "\uFEFF", "m=", "a=", "c=IN IP4 ", "v=0");

    private static byte[][] Texts(params string[] texts) => [.. texts.Select(Encoding.UTF8.GetBytes)];
}
