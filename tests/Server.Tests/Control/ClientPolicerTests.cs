using System.Net;
using Streaming.Server.Host.Control;

namespace Streaming.Server.Tests.Control;

public sealed class ClientPolicerTests
{
    private static readonly Instant Start = Instant.FromSeconds(100);
    private static readonly Subscriber Greedy = Of("192.0.2.1");
    private static readonly Subscriber Other = Of("192.0.2.2");

    private readonly ClientPolicer _policer = new(new()
    {
        RequestsPerSecond = 10, BodyBytesPerSecond = new(1_000), LargestBody = new(4_000), Sessions = 2,
    });

    [Fact]
    public void Requests_pass_at_their_rate_and_twice_as_many_at_once()
    {
        Assert.Equal(20, Passed(Greedy, 100, Start));
        PolicingVerdict verdict = Ask(Greedy, 0, Start);
        Assert.Equal(PolicingExcess.Requests, verdict.Excess);
        Assert.Equal(TimeSpan.FromMilliseconds(100), verdict.RetryAfter);
        Assert.Equal(PolicingExcess.Requests, Ask(Greedy, 0, Start + verdict.RetryAfter - new TimeSpan(1)).Excess);
        Assert.Null(Ask(Greedy, 0, Start + verdict.RetryAfter).Excess);
        Assert.Equal(10, Passed(Greedy, 100, Start + verdict.RetryAfter + TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void Who_keeps_to_his_share_never_notices_those_who_do_not()
    {
        for (int second = 0; second < 60; second++)
        {
            Passed(Greedy, 1_000, Start + TimeSpan.FromSeconds(second));
            Assert.Equal(10, Passed(Other, 10, Start + TimeSpan.FromSeconds(second)));
        }
    }

    [Fact]
    public void Bodies_count_by_their_bytes()
    {
        Assert.Null(Ask(Greedy, 4_000, Start).Excess);
        Assert.Null(Ask(Greedy, 4_000, Start).Excess);
        PolicingVerdict verdict = Ask(Greedy, 1, Start);
        Assert.Equal(PolicingExcess.Bodies, verdict.Excess);
        Assert.Equal(TimeSpan.FromMilliseconds(1), verdict.RetryAfter);
        Assert.Null(Ask(Greedy, 0, Start).Excess);
        Assert.Equal([0, 1, 0], _policer.Refused);
    }

    [Fact]
    public void Who_goes_on_all_the_same_is_hung_up_on_and_who_waits_is_not()
    {
        Passed(Greedy, 20, Start);
        for (int refusal = 1; refusal < 32; refusal++)
            Assert.False(Ask(Greedy, 0, Start).IsOffender);
        Assert.Null(Ask(Greedy, 0, Start + TimeSpan.FromSeconds(0.1)).Excess);
        for (int refusal = 1; refusal < 32; refusal++)
            Assert.False(Ask(Greedy, 0, Start + TimeSpan.FromSeconds(0.1)).IsOffender);
        Assert.True(Ask(Greedy, 0, Start + TimeSpan.FromSeconds(0.1)).IsOffender);
        Assert.Equal(1, _policer.HungUp);
    }

    [Fact]
    public void Sessions_are_limited_by_subscriber_and_who_leaves_makes_room()
    {
        Assert.True(_policer.TryEnterSession(Of("2001:db8::1"), Start));
        Assert.True(_policer.TryEnterSession(Of("2001:db8::2"), Start));
        Assert.False(_policer.TryEnterSession(Of("2001:db8::3"), Start));
        Assert.True(_policer.TryEnterSession(Of("2001:db8:0:1::1"), Start));
        _policer.LeaveSession(Of("2001:db8::1"));
        Assert.True(_policer.TryEnterSession(Of("2001:db8::3"), Start));
        Assert.Equal([0, 0, 1], _policer.Refused);
    }

    [Fact]
    public void This_machine_is_not_policed()
    {
        Assert.Equal(1_000, Passed(Of("127.0.0.1"), 1_000, Start));
        for (int i = 0; i < 10; i++)
            Assert.True(_policer.TryEnterSession(Of("::1"), Start));
    }

    [Fact]
    public void A_changed_limit_holds_from_the_next_request_on()
    {
        Passed(Greedy, 20, Start);
        _policer.Options = _policer.Options with { RequestsPerSecond = 1, Sessions = 1 };
        Assert.Equal(2, Passed(Greedy, 100, Start + TimeSpan.FromSeconds(1)));
        Assert.True(_policer.TryEnterSession(Greedy, Start));
        Assert.False(_policer.TryEnterSession(Greedy, Start));
    }

    [Fact]
    public void Who_has_gone_is_forgotten()
    {
        for (int i = 0; i < 1_000; i++)
            Ask(Of($"10.0.{i / 250}.{i % 250}"), 100, Start);
        Assert.True(_policer.TryEnterSession(Greedy, Start));
        Assert.Equal(1_001, _policer.Known);
        _policer.Sweep(Start + TimeSpan.FromSeconds(2));
        Assert.Equal(1, _policer.Known);
        _policer.LeaveSession(Greedy);
        _policer.Sweep(Start + TimeSpan.FromSeconds(2));
        Assert.Equal(0, _policer.Known);
    }

    private int Passed(Subscriber from, int requests, Instant now) =>
        Enumerable.Range(0, requests).Count(_ => Ask(from, 0, now).Excess is null);

    private PolicingVerdict Ask(Subscriber from, int body, Instant now) => _policer.Request(from, new(body), now);

    private static Subscriber Of(string address) => Subscriber.Of(IPAddress.Parse(address));
}
