using System.Text;
using Streaming.Formats.Rtsp;
using Streaming.Server.Sessions;

namespace Streaming.Server.Tests.Sessions;

/// <summary><c>rtsp://HOST/</c> is the library.</summary>
public sealed class LibraryAddressTests
{
    [Theory]
    [InlineData("rtsp://films.example:8554/", "http://films.example:8080/api/v1/titles")]
    [InlineData("rtsp://films.example", "http://films.example:8080/api/v1/titles")]
    [InlineData("rtsp://192.0.2.7:9000", "http://192.0.2.7:8080/api/v1/titles")]
    [InlineData("rtsp://me:secret@h:8554/?x=1", "http://h:8080/api/v1/titles")]
    [InlineData("rtsp://[2001:db8::1]:8554/", "http://[2001:db8::1]:8080/api/v1/titles")]
    [InlineData("rtsp://[2001:db8::1]/", "http://[2001:db8::1]:8080/api/v1/titles")]
    // Without a host, or with one that is none: the address that was connected to.
    [InlineData("*", "http://192.0.2.9:8080/api/v1/titles")]
    [InlineData("/", "http://192.0.2.9:8080/api/v1/titles")]
    [InlineData("rtsp://<b>:8554/", "http://192.0.2.9:8080/api/v1/titles")]
    public void Who_takes_a_list_of_addresses_is_told_where_the_titles_are_listed(string uri, string expected)
    {
        RtspResponse response = Describe(uri, "text/uri-list", 8_080);

        Assert.Equal(200, response.Status);
        Assert.Equal("text/uri-list", response.Headers["Content-Type"]);
        Assert.Equal(expected + "\r\n", Encoding.ASCII.GetString(response.Body));
    }

    [Theory]
    [InlineData("application/sdp, text/uri-list;q=0.5", 200)]
    [InlineData("TEXT/URI-LIST", 200)]
    [InlineData("application/sdp", 404)]
    [InlineData("*/*", 404)]
    public void It_must_be_named_among_what_is_taken(string accept, int status) =>
        Assert.Equal(status, Describe("rtsp://h/", accept, 8_080).Status);

    [Fact]
    public void Who_wants_a_film_is_told_to_name_one_and_which_there_are()
    {
        RtspResponse response = Describe("rtsp://h/", "application/sdp", 8_080);
        Assert.Equal("name a title; there are:\r\n/film\r\n/song\r\n", Encoding.UTF8.GetString(response.Body));
    }

    [Fact]
    public void Where_http_is_off_it_says_so()
    {
        RtspResponse response = Describe("rtsp://h/", "text/uri-list", null);
        Assert.Equal(404, response.Status);
        Assert.Contains("HTTP is off", Encoding.UTF8.GetString(response.Body), StringComparison.Ordinal);
    }

    [Fact]
    public void A_title_is_no_library() => Assert.Equal(406, Describe("rtsp://h/film", "text/uri-list", 8_080).Status);

    private static RtspResponse Describe(string uri, string accept, int? port)
    {
        Rig rig = new(new ServerSessionOptions { HttpPort = () => port }, new AnonymousAuthorizer());
        return rig.Send("DESCRIBE", uri, ("Accept", accept));
    }
}
