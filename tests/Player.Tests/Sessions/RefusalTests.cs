using Streaming.Player.Sessions;

namespace Streaming.Player.Tests.Sessions;

/// <summary>Each error of a server's is a sentence that says what to do.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData(404, "the server has no title 'film'; see its catalogue for the names")]
    [InlineData(401, "the server asks for a user name and password, which this player cannot give")]
    [InlineData(453, "the server has no capacity for this session now; try again later or ask for less")]
    [InlineData(503, "the server is too busy; try again later")]
    [InlineData(505, "the server does not speak RTSP 1.0")]
    [InlineData(500, "the server refused DESCRIBE with 500 Internal Server Error")]
    public void Describe_refused(int status, string message)
    {
        Script script = new Script().Answer().Answer(status: status);
        Assert.Equal(new SessionOutcome.Failed(FailureKind.Refused, status, message), script.Outcome);
    }

    [Fact]
    public void What_the_server_lists_is_offered()
    {
        const string Body = "there is no such title; there are:\r\n/one\r\n/two\r\n";
        Script script = new Script().Answer().Answer("Content-Type: text/plain", Body, 404);
        Assert.Equal("the server has no title 'film'; it has: one, two", Assert.IsType<SessionOutcome.Failed>(script.Outcome).Message);
    }

    [Fact]
    public void A_long_list_is_cut_and_control_characters_do_not_reach_the_terminal()
    {
        string body = string.Join('\n', Enumerable.Range(0, 30).Select(i => $"/film{i}\x1b[2J"));
        Script script = new Script().Answer().Answer("Content-Type: text/plain", body, 404);
        string message = Assert.IsType<SessionOutcome.Failed>(script.Outcome).Message;
        Assert.EndsWith("film11 [2J and 18 more", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\x1b', message);
    }

    [Fact]
    public void A_moved_title_names_its_new_place()
    {
        Script script = new Script().Answer().Answer("Location: rtsp://other/film", status: 302);
        Assert.Equal("the title has moved; play rtsp://other/film", Assert.IsType<SessionOutcome.Failed>(script.Outcome).Message);
    }

    [Fact]
    public void A_session_the_server_has_forgotten_is_not_torn_down()
    {
        Script script = new Script().Played("0-1000").Media().At(30).Answer(status: 454);
        Assert.Equal(454, Assert.IsType<SessionOutcome.Failed>(script.Outcome).Status);
        Assert.DoesNotContain("TEARDOWN", script.Said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RTP/AVP;multicast;destination=224.1.1.1;port=5000-5001")]
    [InlineData("RTP/AVP/TCP;unicast;interleaved=0-1")]
    [InlineData("x-real-rdt/udp;client_port=6970")]
    public void A_transport_nobody_asked_for_is_refused(string transport)
    {
        Script script = new Script().Described().Answer($"Session: abc\nTransport: {transport}").At(2);
        Assert.Equal(FailureKind.Misunderstood, Assert.IsType<SessionOutcome.Failed>(script.Outcome).Kind);
    }

    [Theory]
    [InlineData("", FailureKind.Misunderstood)]
    [InlineData("<html>", FailureKind.Misunderstood)]
    [InlineData("v=0\ns=x\n", FailureKind.NothingPlayable)]
    [InlineData("v=0\ns=x\nm=video 0 RTP/AVP 96\na=rtpmap:96 X-SECRET/90000\n", FailureKind.NothingPlayable)]
    public void A_description_that_cannot_be_played_says_so(string sdp, FailureKind kind)
    {
        Script script = new Script().Answer().Answer(body: sdp);
        Assert.Equal(kind, Assert.IsType<SessionOutcome.Failed>(script.Outcome).Kind);
    }
}
