using System.Buffers;
using Streaming.Formats.Rtsp;
using Streaming.Testing;

namespace Streaming.Codecs.Tests.Rtsp;

/// <summary>What comes over a connection is understood alike however the network has cut it.</summary>
public sealed class RtspReaderTests
{
    [Theory]
    [Wire("OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n", "OPTIONS * RTSP/1.0 | CSeq: 1")]
    [Wire("GET_PARAMETER rtsp://h/f RTSP/1.0\r\nCSeq: 9\r\nContent-Length: 10\r\n\r\nposition\r\n",
        "GET_PARAMETER rtsp://h/f RTSP/1.0 | CSeq: 9 | Content-Length: 10 || position\r\n")]
    [Wire("RTSP/1.0 200 OK\r\nCSeq: 2\r\nContent-Length: 4\r\n\r\nv=0\n", "RTSP/1.0 200 OK | CSeq: 2 | Content-Length: 4 || v=0\n")]
    [Wire("RTSP/1.0 454\r\nCSeq: 2\r\n\r\n", "RTSP/1.0 454  | CSeq: 2")]
    public void Whole_messages_are_read(Pieces stream, string expected) => Assert.Equal([expected], Conversation.Read(stream));

    [Theory]
    [Wire("OPTIONS * RTSP/1.0\nCSeq: 1\n\n", "OPTIONS * RTSP/1.0 | CSeq: 1")]
    [Wire("\r\n\n\r\nPLAY u RTSP/1.0\r\nRange:npt=0-\r\n\n", "PLAY u RTSP/1.0 | Range: npt=0-")]
    [Wire("SETUP u RTSP/1.0\r\nTransport: RTP/AVP;unicast;\r\n  client_port=5000-5001\r\n\t;mode=PLAY\r\n\r\n",
        "SETUP u RTSP/1.0 | Transport: RTP/AVP;unicast; client_port=5000-5001 ;mode=PLAY")]
    [Wire("PLAY rtsp://h/a film.mp4 RTSP/1.0 \r\nCSeq : 1\r\n\r\n", "PLAY rtsp://h/a film.mp4 RTSP/1.0 | CSeq: 1")]
    [Wire("DESCRIBE rtsp://h/phim-việt RTSP/1.0\r\nUser-Agent:\r\n\r\n", "DESCRIBE rtsp://h/phim-việt RTSP/1.0 | User-Agent: ")]
    public void Habits_of_real_clients_are_taken(Pieces stream, string expected) => Assert.Equal([expected], Conversation.Read(stream));

    [Theory]
    [Wire("PLAY u RTSP/1.0\r\nCSeq: 1\r\n\r\n$\u0001\0\u0004\r\n$$\r\nPAUSE u RTSP/1.0\r\n\r\n$\0\0\0RTSP/1.0 200 OK\r\n\r\n")]
    public void Frames_requests_and_responses_may_follow_each_other(Pieces stream) => Assert.Equal(
        ["PLAY u RTSP/1.0 | CSeq: 1", "$1 \r\n$$", "PAUSE u RTSP/1.0", "$0 ", "RTSP/1.0 200 OK"], Conversation.Read(stream));

    [Theory]
    [Wire("PLAY u RTSP/2.0\r\nCSeq: 7\r\nContent-Length: 2\r\n\r\nhiPAUSE u RTSP/1.0\r\n\r\n",
        "Unsupported RTSP version at offset 7: 'PLAY u RTSP/2.0' (answer 505)")]
    [Wire("PLAY u RTSP/1.0\r\nCSeq 7\r\n\r\nPAUSE u RTSP/1.0\r\n\r\n", "Invalid header name at offset 17: 'CSeq 7' (answer 400)")]
    [Wire("PLAY u RTSP/1.0\r\n folded\r\n\r\nPAUSE u RTSP/1.0\r\n\r\n", "Invalid header continuation at offset 17: ' folded' (answer 400)")]
    [Wire("PLAY\r\n\r\nPAUSE u RTSP/1.0\r\n\r\n", "Invalid method at offset 0: 'PLAY' (answer 400)")]
    [Wire("PLAY RTSP/1.0\r\n\r\nPAUSE u RTSP/1.0\r\n\r\n", "Invalid request URI at offset 4: 'PLAY RTSP/1.0' (answer 400)")]
    [Wire("PLAY u\r\n\r\nPAUSE u RTSP/1.0\r\n\r\n", "Invalid request URI at offset 4: 'PLAY u' (answer 400)")]
    [Wire("PLAY u QTSS/1.0\r\n\r\nPAUSE u RTSP/1.0\r\n\r\n", "Invalid protocol at offset 7: 'PLAY u QTSS/1.0' (answer 400)")]
    [Wire("PLAY u RTSP/1\r\n\r\nPAUSE u RTSP/1.0\r\n\r\n", "Invalid protocol at offset 7: 'PLAY u RTSP/1' (answer 400)")]
    [Wire("PLAY u RTSP/1.0\r\nA: \0\u0007\r\n\r\nPAUSE u RTSP/1.0\r\n\r\n", "Invalid header value at offset 17: 'A: ..' (answer 400)")]
    public void After_a_bad_message_whose_end_is_known_the_next_is_read(Pieces stream, string error) =>
        Assert.Equal([error, "PAUSE u RTSP/1.0"], Conversation.Read(stream));

    [Theory]
    [Wire("\u0016\u0003\u0001\u0002", "Invalid start line at offset 0: '....' (answer 400 and close)")]
    [Wire("\rX", "Invalid line end at offset 0: '.X' (answer 400 and close)")]
    public void What_cannot_begin_a_message_is_refused_at_once(Pieces stream, string error)
    {
        // What is shown of it depends on how much has come.
        string line = Assert.Single(Conversation.Read(stream));
        Assert.Equal(error[..error.IndexOf('\'')], line[..line.IndexOf('\'')]);
        Assert.EndsWith("(answer 400 and close)", line);
    }

    [Theory]
    [InlineData("-1", 400)]
    [InlineData("+1", 400)]
    [InlineData("", 400)]
    [InlineData("NaN", 400)]
    [InlineData("1e3", 400)]
    [InlineData("4, 4", 400)]
    [InlineData("131073", 413)]
    [InlineData("2147483648", 413)]
    [InlineData("4294967296", 413)]
    [InlineData("99999999999999999999999999", 413)]
    public void A_length_that_cannot_be_ends_the_connection(string length, int status)
    {
        string stream = $"PLAY u RTSP/1.0\r\nCSeq: 3\r\nContent-Length: {length}\r\n\r\nPAUSE u RTSP/1.0\r\n\r\n";
        List<string> lines = Conversation.Read(new("whole", [Utf8(stream)]));
        Assert.EndsWith($"(answer {status} and close)", Assert.Single(lines));
    }

    [Fact]
    public void Lengths_that_contradict_each_other_end_the_connection()
    {
        const string Head = "PLAY u RTSP/1.0\r\nContent-Length: 2\r\nContent-Length: ";
        Assert.EndsWith("(answer 400 and close)", Read(Head + "3\r\n\r\nabc"));
        Assert.EndsWith("(answer 400 and close)", Read(Head.Replace("2", "0", StringComparison.Ordinal) + "3\r\n\r\nabc"));
        Assert.EndsWith("|| ab", Read(Head + "2\r\n\r\nab"));

        static string Read(string stream) => Assert.Single(Conversation.Read(new("whole", [Utf8(stream)])));
    }

    [Fact]
    public void Blank_lines_in_front_of_half_a_message_stay_until_it_is_whole()
    {
        // So that it does not matter whether a caller gives back what was taken off before more was needed.
        byte[] stream = Utf8("\r\n\r\nPLAY u RTSP/1.0\r\nCSeq: 1\r\n\r\n");
        RtspReader reader = new();
        for (int length = 1; length < stream.Length; length++)
        {
            ReadOnlySequence<byte> half = new(stream, 0, length);
            Assert.Equal(OperationStatus.NeedMoreData, reader.TryRead(ref half, out _, out _));
            Assert.True(length > 4 ? half.Length == length : half.Length <= 1, $"{half.Length} of {length} bytes are left");
        }

        ReadOnlySequence<byte> whole = new(stream);
        Assert.Equal(OperationStatus.Done, reader.TryRead(ref whole, out RtspElement element, out _));
        Assert.Equal(("PLAY u", 0), ($"{element.Request}", whole.Length));
    }

    [Fact]
    public void A_browser_at_the_wrong_door_is_recognised() =>
        Assert.Equal(["GET / HTTP/1.1 | Host: h:8554"], Conversation.Read(new("whole", [Utf8("GET / HTTP/1.1\r\nHost: h:8554\r\n\r\n")])));

    private static byte[] Utf8(string text) => System.Text.Encoding.UTF8.GetBytes(text);
}
