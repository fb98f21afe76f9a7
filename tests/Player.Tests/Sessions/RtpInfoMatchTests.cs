using Streaming.Formats.Media;
using Streaming.Formats.Rtsp;
using Streaming.Formats.Rtsp.Headers;
using Streaming.Player.Sessions;

namespace Streaming.Player.Tests.Sessions;

public sealed class RtpInfoMatchTests
{
    [Theory]
    [InlineData("url=rtsp://host/film/trackID=2;seq=2,url=rtsp://host/film/trackID=1;seq=1", "1 2")]
    [InlineData("url=trackID=2;seq=2,url=trackID=1;seq=1", "1 2")]
    [InlineData("url=rtsp://other:554/film/trackID=1;seq=1,url=rtsp://other:554/film/trackID=2;seq=2", "1 2")]
    [InlineData("url=x;seq=1,url=y;seq=2", "1 2")]
    [InlineData("url=rtsp://host/film/trackID=2;seq=2", "- 2")]
    [InlineData("", "- -")]
    [InlineData("nonsense", "- -")]
    public void Entries_find_their_streams(string header, string firsts)
    {
        RtspResponse response = new() { Status = 200 };
        response.Headers.Add("RTP-Info", header);
        IReadOnlyList<RtpInfoEntry?> found = RtpInfoMatch.Read(response, [Stream(1), Stream(2)]);
        Assert.Equal(firsts, string.Join(' ', found.Select(entry => $"{(entry is null ? "-" : entry.First)}")));
    }

    private static StreamSetup Stream(int id) => new(
        new() { Number = id - 1, Kind = TrackKind.Video, ControlUrl = $"rtsp://host/film/trackID={id}" }, null, null, null, null);
}
