using System.Net;
using Streaming.Server.Channels.Feedback;
using Streaming.Server.Channels.Members;
using Streaming.Server.Sending;

namespace Streaming.Server.Tests.Channels;

/// <summary>How the delay of all follows those that lag.</summary>
public sealed class CommonDelayTests
{
    private static readonly TimeSpan Declared = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1.5);

    private readonly CommonPresentation _presentation = new(new SendSession(default, default, "server"), Declared);
    private readonly CommonDelay _delay;
    private readonly ChannelMember[] _members = [.. Enumerable.Range(0, 100).Select(_ => new ChannelMember("one", IPAddress.Loopback))];
    private Instant _now = Instant.FromSeconds(5);

    public CommonDelayTests() => _delay = new(_presentation, Declared, Longest);

    [Fact]
    public void It_rises_as_far_as_most_of_those_that_lag_need_and_no_further_however_rarely_they_report()
    {
        Need(count: 10, TimeSpan.FromSeconds(1.1));
        Assert.InRange(After(seconds: 10).TotalMilliseconds, 1_040, 1_051);
        Assert.InRange(After(seconds: 60).TotalMilliseconds, 1_099, 1_101);
    }

    [Fact]
    public void Nobody_waits_for_outliers_and_a_little_is_in_step()
    {
        Need(count: 4, TimeSpan.FromSeconds(3));
        Assert.Equal(Declared, After(seconds: 60));
        Need(count: 100, Declared + TimeSpan.FromMilliseconds(8));
        Assert.Equal(Declared, After(seconds: 60));
    }

    [Fact]
    public void It_stays_within_what_is_declared()
    {
        Need(count: 100, TimeSpan.FromSeconds(4));
        Assert.Equal(Longest, After(seconds: 300));
    }

    [Fact]
    public void It_falls_again_slowly_after_a_while_without_anybody_lagging()
    {
        Need(count: 50, TimeSpan.FromSeconds(1.1));
        After(seconds: 60);
        foreach (ChannelMember member in _members)
            _delay.Report(member, TimeSpan.Zero);

        Assert.InRange(After(seconds: 25).TotalMilliseconds, 1_099, 1_101);
        Assert.InRange(After(seconds: 45).TotalMilliseconds, 1_050, 1_070);
        Assert.Equal(Declared, After(seconds: 120));
    }

    [Fact]
    public void What_those_needed_who_have_left_counts_no_more()
    {
        Need(count: 50, TimeSpan.FromSeconds(1.4));
        After(seconds: 20);
        foreach (ChannelMember member in _members[..50])
            _delay.Report(member, null);
        Assert.Equal(Declared, After(seconds: 300));
    }

    /// <summary>The first of them would be in step with such a delay, the others with any.</summary>
    private void Need(int count, TimeSpan delay)
    {
        for (int i = 0; i < _members.Length; i++)
            _delay.Report(_members[i], i < count ? delay - _presentation.Delay : TimeSpan.Zero);
    }

    private TimeSpan After(int seconds)
    {
        for (int i = 0; i < seconds; i++)
        {
            TimeSpan before = _presentation.Delay;
            _delay.Advance(_now += TimeSpan.FromSeconds(1));
            Assert.InRange((_presentation.Delay - before).TotalMilliseconds, -1.001, 5.001);
        }

        return _presentation.Delay;
    }
}
