using System.Buffers;
using System.Text;
using Streaming.Formats.Rtsp;

namespace Streaming.Codecs.Tests.Rtsp;

/// <summary>A peer may send what it likes; what it costs stays within what is written down.</summary>
public sealed class RtspLimitsTests
{
    [Theory]
    [InlineData(8 * 1024, OperationStatus.Done)]
    [InlineData((8 * 1024) + 1, OperationStatus.InvalidData)]
    public void A_start_line_may_have_8_kB(int length, OperationStatus expected)
    {
        string uri = new('u', length - "PLAY  RTSP/1.0\r\n".Length);
        Assert.Equal(expected, Read($"PLAY {uri} RTSP/1.0\r\n\r\n", out RtspError error));
        Assert.Equal(expected == OperationStatus.Done ? 0 : 414, error.Status);
    }

    [Theory]
    [InlineData(32 * 1024, OperationStatus.Done)]
    [InlineData((32 * 1024) + 1, OperationStatus.InvalidData)]
    public void Headers_may_have_32_kB_with_the_line_that_ends_them(int length, OperationStatus expected)
    {
        string value = new('v', length - "A: \r\n\r\n".Length);
        Assert.Equal(expected, Read($"PLAY u RTSP/1.0\r\nA: {value}\r\n\r\n", out RtspError error));
        Assert.Equal(expected == OperationStatus.Done ? 0 : 400, error.Status);
    }

    [Theory]
    [InlineData(100, OperationStatus.Done)]
    [InlineData(101, OperationStatus.InvalidData)]
    public void There_may_be_100_header_lines(int count, OperationStatus expected)
    {
        string headers = string.Concat(Enumerable.Range(0, count).Select(i => $"A{i}: {i}\r\n"));
        Assert.Equal(expected, Read($"PLAY u RTSP/1.0\r\n{headers}\r\n", out _));
    }

    [Theory]
    [InlineData(128 * 1024, OperationStatus.Done)]
    [InlineData((128 * 1024) + 1, OperationStatus.InvalidData)]
    public void A_body_may_have_128_kB(int length, OperationStatus expected)
    {
        Assert.Equal(expected, Read($"PLAY u RTSP/1.0\r\nContent-Length: {length}\r\n\r\n{new string('b', length)}", out RtspError error));
        Assert.Equal(expected == OperationStatus.Done ? 0 : 413, error.Status);
    }

    [Fact]
    public void A_line_without_end_is_refused_as_soon_as_it_is_too_long()
    {
        RtspReader reader = new();
        byte[] line = new byte[1_000_000];
        line.AsSpan().Fill((byte)'A');
        for (int length = 0; length <= 8 * 1024; length += 512)
        {
            ReadOnlySequence<byte> input = new(line, 0, length);
            Assert.Equal(OperationStatus.NeedMoreData, reader.TryRead(ref input, out _, out _));
        }

        ReadOnlySequence<byte> whole = new(line);
        Assert.Equal(OperationStatus.InvalidData, reader.TryRead(ref whole, out _, out RtspError error));
        Assert.Equal(414, error.Status);
        Assert.False(error.CanContinue);
        Assert.Equal(1_000_000, whole.Length);
        Assert.Equal(OperationStatus.InvalidData, reader.TryRead(ref whole, out _, out RtspError again));
        Assert.Equal(error, again);
    }

    [Fact]
    public void The_largest_message_may_come_byte_by_byte()
    {
        string head = $"PLAY {new string('u', 8_000)} RTSP/1.0\r\nA: {new string('v', 32_000)}\r\nContent-Length: 131072\r\n\r\n";
        byte[] message = [.. Encoding.UTF8.GetBytes(head), .. new byte[128 * 1024]];
        RtspReader reader = new();
        for (int length = 0; length < message.Length; length++)
        {
            ReadOnlySequence<byte> input = new(message, 0, length);
            Assert.Equal(OperationStatus.NeedMoreData, reader.TryRead(ref input, out _, out _));
        }

        ReadOnlySequence<byte> whole = new(message);
        Assert.Equal(OperationStatus.Done, reader.TryRead(ref whole, out RtspElement element, out _));
        Assert.Equal(128 * 1024, element.Request!.Body.Length);
    }

    [Fact]
    public void Reading_frames_allocates_nothing()
    {
        byte[] stream = [.. Enumerable.Range(0, 1_000).SelectMany(_ => new byte[] { (byte)'$', 0, 0, 3, 1, 2, 3 })];
        RtspReader reader = new();
        ReadFrames(reader, stream);
        long before = GC.GetAllocatedBytesForCurrentThread();
        int frames = ReadFrames(reader, stream);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal((1_000, 0), (frames, allocated));
    }

    private static int ReadFrames(RtspReader reader, byte[] stream)
    {
        ReadOnlySequence<byte> input = new(stream);
        int count = 0;
        while (reader.TryRead(ref input, out RtspElement element, out _) == OperationStatus.Done)
            count += element.Kind == RtspElementKind.Frame ? 1 : 0;
        return count;
    }

    private static OperationStatus Read(string text, out RtspError error)
    {
        ReadOnlySequence<byte> input = new(Encoding.UTF8.GetBytes(text));
        return new RtspReader().TryRead(ref input, out _, out error);
    }
}
