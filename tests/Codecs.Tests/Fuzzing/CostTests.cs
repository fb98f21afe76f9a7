using System.Buffers;
using System.Text;
using Streaming.Codecs.Tests.Rtsp.Headers;
using Streaming.Formats.Rtcp;
using Streaming.Formats.Rtsp;
using Streaming.Formats.Sdp;

namespace Streaming.Codecs.Tests.Fuzzing;

/// <summary>A verdict on 64 kB allocates at most 1 MB; the worst inputs known are tried. Its time is measured: bench parsers.</summary>
public sealed class CostTests
{
    private const int Size = 64_000;

    public static TheoryData<string> Units => new(
        "a=\n", "m=a 0 b\n", "a=b:c\n", "m=a 0 b 1 1 1 1 1 1 1 1 1 1\n", "b=A:1\n", "t=0 0\n", "\n", "x", "i=\0\n");

    public static TheoryData<string> Words => new(
        ",", ";", "=", "\"", " ", "a/b,", "a/b;", "url=,", "url=a;seq=1,",
        ", ", ";seq=1", ",url", "a,", "0", "9", ":", "-", "npt=", "/", "1 ", "a/b;ttl=1;");

    [Theory, MemberData(nameof(Units))]
    public void Of_descriptions(string unit)
    {
        byte[] wire = [.. "v=0\n"u8, .. Encoding.UTF8.GetBytes(Repeat(unit))];
        Measure(() => SdpReader.TryParse(wire, out _, out _));
    }

    [Theory, MemberData(nameof(Words))]
    public void Of_headers(string word)
    {
        foreach (string text in new[] { Repeat(word), "a/b;" + Repeat(word), "url=" + Repeat(word), "npt=" + Repeat(word) })
        {
            foreach (Func<string, string?> parse in HeaderParsers.All)
                Measure(() => parse(text) is not null);
        }
    }

    [Theory]
    [InlineData("80ca0000")]
    [InlineData("80cb0000")]
    [InlineData("80ff0000")]
    [InlineData("9fca0000")]
    public void Of_RTCP(string packet)
    {
        byte[] wire = [.. Enumerable.Repeat(Streaming.Testing.Hex.Bytes(packet), Size / 4).SelectMany(bytes => bytes)];
        Measure(() => CompoundPacket.TryParse(wire, out _, out _));
    }

    [Theory]
    [InlineData("PLAY u RTSP/1.0\r\n", "A:\r\n", "\r\n")]
    [InlineData("PLAY u RTSP/1.0\r\nA: b\r\n", " \r\n", "\r\n")]
    [InlineData("PLAY u RTSP/1.0\r\nA: b\r\n", " aaaaaaaa\n", "\r\n")]
    [InlineData("", "\r\n", "X")]
    [InlineData("", "a u RTSP/1.0\n\n", "")]
    [InlineData("", "$\0\0\0", "")]
    public void Of_RTSP(string front, string unit, string back)
    {
        byte[] wire = Encoding.UTF8.GetBytes(front + Repeat(unit) + back);
        Measure(() =>
        {
            ReadOnlySequence<byte> input = new(wire);
            RtspReader reader = new();
            while (reader.TryRead(ref input, out _, out RtspError error) is var status and not OperationStatus.NeedMoreData)
            {
                if (status == OperationStatus.InvalidData && !error.CanContinue)
                    return false;
            }

            return true;
        }, most: 4_000_000); // Several thousand messages, of which only one at a time is held.
    }

    private static string Repeat(string unit) => string.Concat(Enumerable.Repeat(unit, Size / unit.Length));

    private static void Measure(Func<bool> parse, long most = 1_000_000)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        parse();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated <= most, $"allocated {allocated:N0} bytes");
    }
}
