using System.Buffers;
using System.Text;
using Streaming.Formats.Rtsp;

namespace Streaming.Codecs.Tests.Rtsp;

public sealed class RtspMessageTests
{
    [Fact]
    public void A_response_carries_the_number_of_its_request_as_it_was_written()
    {
        RtspRequest request = new() { Method = RtspMethod.Play, Uri = "u", Headers = { { "cseq", " 0042" } } };
        RtspResponse response = request.Respond(RtspStatus.SessionNotFound);
        Assert.Equal(42, request.CSeq);
        Assert.Equal(42, response.CSeq);
        Assert.Equal("RTSP/1.0 454 Session Not Found\r\nCSeq:  0042\r\n\r\n", Written(response.WriteTo));
    }

    [Fact]
    public void The_length_is_that_of_the_body_whatever_the_headers_say()
    {
        RtspResponse response = new() { Status = 200, Reason = "OK", Headers = { { "Content-Length", "99" } } };
        Assert.Equal("RTSP/1.0 200 OK\r\n\r\n", Written(response.WriteTo));
        RtspResponse described = response.WithBody("application/sdp", "v=0"u8.ToArray());
        Assert.Equal("RTSP/1.0 200 OK\r\nContent-Type: application/sdp\r\nContent-Length: 3\r\n\r\nv=0", Written(described.WriteTo));
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("2147483647", int.MaxValue)]
    [InlineData("2147483648", null)]
    [InlineData("-1", null)]
    [InlineData("NaN", null)]
    [InlineData("", null)]
    public void A_number_that_is_none_is_not_one(string text, int? expected) =>
        Assert.Equal(expected, new RtspRequest { Method = "PLAY", Uri = "u", Headers = { { "CSeq", text } } }.CSeq);

    [Fact]
    public void Header_names_are_compared_without_case_and_repeated_fields_are_joined()
    {
        RtspHeaders headers = new() { { "Accept", "a" }, { "CSeq", "1" }, { "ACCEPT", "b" } };
        Assert.Equal("a, b", headers["accept"]);
        Assert.Equal(["Accept", "CSeq", "ACCEPT"], headers.Select(field => field.Key));
        headers["accept"] = "c";
        Assert.Equal(["accept", "CSeq"], headers.Select(field => field.Key));
        headers["Accept"] = null;
        Assert.Null(headers["Accept"]);
        Assert.Equal(1, headers.Count);
    }

    [Theory]
    [InlineData("Session", "1\r\nLocation: rtsp://elsewhere/")]
    [InlineData("Session", "1\0")]
    [InlineData("Session: 1\r\nA", "1")]
    [InlineData("", "1")]
    public void A_header_cannot_smuggle_in_another(string name, string value) =>
        Assert.Throws<InvalidOperationException>(() => new RtspHeaders().Add(name, value));

    [Fact]
    public void An_answer_to_a_bad_message_has_its_number_and_says_whether_more_may_follow()
    {
        ReadOnlySequence<byte> input = new("PLAY u RTSP/2.0\r\nCSeq: 5\r\n\r\n"u8.ToArray());
        Assert.Equal(OperationStatus.InvalidData, new RtspReader().TryRead(ref input, out _, out RtspError error));
        Assert.True(input.IsEmpty);
        Assert.Equal("RTSP/1.0 505 RTSP Version Not Supported\r\nCSeq: 5\r\n\r\n", Written(error.Respond().WriteTo));

        RtspError fatal = error with { CanContinue = false, Status = 400, CSeq = null };
        Assert.Equal("RTSP/1.0 400 Bad Request\r\nConnection: close\r\n\r\n", Written(fatal.Respond().WriteTo));
    }

    [Fact]
    public void A_frame_header_names_channel_and_length()
    {
        byte[] wire = new byte[InterleavedFrame.HeaderSize];
        InterleavedFrame.WriteHeader(wire, 3, 0x1234);
        Assert.Equal([0x24, 3, 0x12, 0x34], wire);
    }

    [Fact]
    public void Every_status_of_the_standard_has_its_phrase()
    {
        foreach (System.Reflection.FieldInfo field in typeof(RtspStatus).GetFields().Where(field => field.IsLiteral))
        {
            string phrase = RtspStatus.Reason((int)field.GetRawConstantValue()!);
            string letters = string.Concat(phrase.Where(char.IsAsciiLetter));
            Assert.Equal(field.Name, letters, ignoreCase: true);
        }

        Assert.Equal("Client Error", RtspStatus.Reason(499));
    }

    private static string Written(Action<IBufferWriter<byte>> write)
    {
        ArrayBufferWriter<byte> output = new();
        write(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
