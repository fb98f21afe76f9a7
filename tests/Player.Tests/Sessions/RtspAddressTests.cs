using Streaming.Player.Sessions;

namespace Streaming.Player.Tests.Sessions;

public sealed class RtspAddressTests
{
    [Theory]
    [InlineData("rtsp://host:8554/film", "host", 8554, "rtsp://host:8554/film", "film")]
    [InlineData("rtsp://host/film", "host", 554, "rtsp://host/film", "film")]
    [InlineData(" RTSP://HOST:1/a/b?audio=de ", "host", 1, "rtsp://host:1/a/b?audio=de", "b")]
    [InlineData("rtsp://[::1]:8554/film", "::1", 8554, "rtsp://[::1]:8554/film", "film")]
    [InlineData("rtsp://user:secret@host:8554/film", "host", 8554, "rtsp://host:8554/film", "film")]
    [InlineData("rtsp://host:8554", "host", 8554, "rtsp://host:8554/", "")]
    public void An_address_says_where_to_connect_and_what_to_ask_for(string text, string host, int port, string url, string title)
    {
        Assert.True(RtspAddress.TryParse(text, out RtspAddress? address));
        Assert.Equal((host, port, url, title), (address.Host, address.Port, address.Url, address.Title));
    }

    [Theory]
    [InlineData("")]
    [InlineData("film")]
    [InlineData("http://host/film")]
    [InlineData("rtsp:///film")]
    [InlineData("rtsp://host:99999/film")]
    [InlineData("file:///etc/passwd")]
    public void Anything_else_is_none(string text) => Assert.False(RtspAddress.TryParse(text, out _));
}
