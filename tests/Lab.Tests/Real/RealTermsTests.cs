using System.Net;
using Streaming.Lab.Real;
using Streaming.Lab.Real.Serving;
using Streaming.Lab.Scenarios;

namespace Streaming.Lab.Tests.Real;

/// <summary>What can be played on the sockets of one machine, and what is read of a server there.</summary>
public sealed class RealTermsTests
{
    private static readonly Situation Empty = new() { Name = "empty", Duration = TimeSpan.FromSeconds(1), Links = [], Titles = [] };

    [Fact]
    public void Channels_are_refused_in_a_sentence()
    {
        Situation situation = Empty with { Channels = [new() { Name = "lobby", Titles = ["film"] }] };
        RealRunException refusal = Assert.Throws<RealRunException>(() => RealTerms.Check(situation));
        Assert.StartsWith("channels are for simulated runs", refusal.Message);
    }

    [Fact]
    public void More_viewers_than_one_machine_plays_are_refused()
    {
        Audience crowd = new() { Name = "crowd", Count = RealTerms.MostViewers, Behind = "" };
        RealTerms.Check(Empty with { Audiences = [crowd] });
        RealRunException refusal = Assert.Throws<RealRunException>(
            () => RealTerms.Check(Empty with { Audiences = [crowd, crowd with { Count = 1 }] }));
        Assert.StartsWith("201 viewers are more", refusal.Message);
    }

    [Theory]
    [InlineData(0, "127.1.0.1")]
    [InlineData(254, "127.1.0.255")]
    [InlineData(255, "127.1.1.0")]
    public void Every_viewer_has_an_address_of_this_machine(int number, string address)
    {
        Assert.Equal(IPAddress.Parse(address), LocalAddresses.Of(number));
        Assert.Equal(number, LocalAddresses.NumberOf(IPAddress.Parse(address)));
        Assert.Equal(number, LocalAddresses.NumberOf(IPAddress.Parse(address).MapToIPv6()));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.1.0.0")]
    [InlineData("10.1.0.1")]
    [InlineData("::1")]
    public void Others_are_nobody(string address) => Assert.Equal(-1, LocalAddresses.NumberOf(IPAddress.Parse(address)));

    [Fact]
    public void A_line_of_the_log_is_an_event_with_its_values()
    {
        LoggedEvent? line = LoggedEvent.Read(
            """{"time":"2026-01-31T12:00:00.250Z","level":"info","event":"Moved","message":"from a to b","session":"7265d875"}""");

        Assert.Equal(("Moved", "from a to b", "7265d875", ""), (line!.Kind, line.Text, line.Of("session"), line.Of("link")));
        Assert.Equal(new(2026, 1, 31, 12, 0, 0, 250, TimeSpan.Zero), line.At);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Unhandled exception.")]
    [InlineData("""{"time":"2026-01-31T12:00:00Z","message":"no event"}""")]
    [InlineData("""{"time":""")]
    public void What_is_no_event_is_none(string line) => Assert.Null(LoggedEvent.Read(line));
}
