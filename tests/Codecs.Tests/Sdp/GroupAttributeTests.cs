using System.Net;
using System.Text;
using Streaming.Formats.Sdp;

namespace Streaming.Codecs.Tests.Sdp;

/// <summary>What descriptions say of groups to join: connections (RFC 8866), source filters (RFC 4570), unicast reports (RFC 5760), common
/// presentation (RFC 7272).</summary>
public sealed class GroupAttributeTests
{
    [Theory]
    [InlineData("IN IP4 239.1.2.3/127", "239.1.2.3", 127, "IN IP4 239.1.2.3/127")]
    [InlineData("IN IP4 224.0.0.1/0", "224.0.0.1", 0, "IN IP4 224.0.0.1/0")]
    [InlineData("IN IP4 232.1.1.1/1/3", "232.1.1.1", 1, "IN IP4 232.1.1.1/1/3")]
    [InlineData("IN IP6 ff15::1:2", "ff15::1:2", null, "IN IP6 ff15::1:2")]
    [InlineData("IN IP6 ff3e::8000:1/2", "ff3e::8000:1", null, "IN IP6 ff3e::8000:1/2")]
    // No groups: a host, nowhere, a name, the first address behind the groups.
    [InlineData("IN IP4 192.0.2.1", null, null, "IN IP4 192.0.2.1")]
    [InlineData("IN IP4 0.0.0.0", null, null, "IN IP4 0.0.0.0")]
    [InlineData("IN IP4 example.com", null, null, "IN IP4 example.com")]
    [InlineData("IN IP4 240.0.0.0", null, null, "IN IP4 240.0.0.0")]
    [InlineData("IN IP6 2001:db8::1", null, null, "IN IP6 2001:db8::1")]
    public void Groups_are_read_and_written(string text, string? group, int? ttl, string written)
    {
        Assert.True(SdpConnection.TryParse(text, out SdpConnection? connection));
        Assert.Equal((group is null ? null : IPAddress.Parse(group), ttl), (connection.Group, connection.Ttl));
        Assert.Equal(written, connection.ToString());
    }

    [Theory]
    // RFC 4570 §3.2.1.
    [InlineData(" incl IN IP4 232.3.4.5 192.0.2.10", true, "232.3.4.5", "192.0.2.10", "incl IN IP4 232.3.4.5 192.0.2.10")]
    [InlineData("incl IN IP4 * 192.0.2.10", true, "*", "192.0.2.10", "incl IN IP4 * 192.0.2.10")]
    [InlineData("excl  IN IP4 239.0.0.1 192.0.2.1 192.0.2.2", false, "239.0.0.1", "192.0.2.1 192.0.2.2",
        "excl IN IP4 239.0.0.1 192.0.2.1 192.0.2.2")]
    [InlineData("incl IN IP6 FF0E::11A 2001:db8::1", true, "FF0E::11A", "2001:db8::1", "incl IN IP6 FF0E::11A 2001:db8::1")]
    [InlineData("incl IN * dst.example.com src.example.com", true, "dst.example.com", "src.example.com",
        "incl IN IP4 dst.example.com src.example.com")]
    public void Source_filters_are_read_and_written(string text, bool isInclusive, string destination, string sources, string written)
    {
        Assert.True(SourceFilter.TryParse(text, out SourceFilter? filter));
        Assert.Equal((isInclusive, destination, sources), (filter.IsInclusive, filter.Destination, string.Join(' ', filter.Sources)));
        Assert.Equal(written, filter.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("incl IN IP4 232.3.4.5")]
    [InlineData("only IN IP4 232.3.4.5 192.0.2.10")]
    [InlineData("incl XX IP4 232.3.4.5 192.0.2.10")]
    [InlineData("incl IN IP5 232.3.4.5 192.0.2.10")]
    public void Source_filters_that_name_nobody_are_refused(string text) => Assert.False(SourceFilter.TryParse(text, out _));

    [Fact]
    public void A_filter_of_more_sources_than_there_can_be_is_refused()
    {
        string most = string.Concat(Enumerable.Range(1, 64).Select(i => $" 192.0.2.{i}"));
        Assert.True(SourceFilter.TryParse($"incl IN IP4 *{most}", out _));
        Assert.False(SourceFilter.TryParse($"incl IN IP4 *{most} x", out _));
    }

    [Fact]
    public void A_channel_says_whom_to_join_how_to_report_and_with_whom_to_be_in_step()
    {
        SessionDescription channel = new()
        {
            Name = "News",
            Attributes =
            {
                { "type", "broadcast" }, { "source-filter", " incl IN IP4 * 192.0.2.10" }, { "rtcp-unicast", "rsi" },
                { "rtcp-idms", SdpSection.FormatSyncGroup(42) }, { "x-delay", "1000" },
            },
            Media =
            {
                new() { Kind = "video", Port = 5004, Formats = ["96"], Connection = new("239.1.2.3", Ttl: 16) },
            },
        };
        Assert.True(SdpReader.TryParse(SdpWriter.Write(channel), out SessionDescription? read, out _));
        Assert.Equal("rsi", read.UnicastFeedback);
        Assert.Equal(42u, read.SyncGroup);
        Assert.Equal(TimeSpan.FromSeconds(1), read.PresentationDelay);
        Assert.Equal("incl IN IP4 * 192.0.2.10", Assert.Single(read.SourceFilters()).ToString());
        Assert.Equal((IPAddress.Parse("239.1.2.3"), 16), (read.Media[0].Connection?.Group, read.Media[0].Connection?.Ttl));
        Assert.Equal((5004, null, null), (read.Media[0].Port, read.Media[0].SyncGroup, read.Media[0].UnicastFeedback));
    }

    [Theory]
    [InlineData("rtcp-idms:sync-group=0", 0u)]
    [InlineData("rtcp-idms: sync-group=4294967294", 4_294_967_294u)]
    [InlineData("rtcp-idms:sync-group=4294967295", null)]
    [InlineData("rtcp-idms:sync-group=-1", null)]
    [InlineData("rtcp-idms:42", null)]
    [InlineData("rtcp-idms", null)]
    public void A_sync_group_is_a_number(string attribute, uint? expected) => Assert.Equal(expected, Read(attribute).SyncGroup);

    [Theory]
    [InlineData("x-delay:0", 0)]
    [InlineData("x-delay:60000", 60_000)]
    [InlineData("x-delay:60001", null)]
    [InlineData("x-delay:-1", null)]
    [InlineData("x-delay:1s", null)]
    [InlineData("x-delay", null)]
    public void A_delay_is_in_milliseconds(string attribute, int? expected) =>
        Assert.Equal(expected, (int?)Read(attribute).PresentationDelay?.TotalMilliseconds);

    private static SessionDescription Read(string attribute)
    {
        Assert.True(SdpReader.TryParse(Encoding.UTF8.GetBytes($"v=0\na={attribute}\n"), out SessionDescription? session, out _));
        return session;
    }
}
