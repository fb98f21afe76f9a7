using System.Net;
using Streaming.Server.Channels.Feedback;
using Streaming.Server.Host.Channels;

namespace Streaming.Server.Tests.HostChannels;

public sealed class SkewHistoryTests
{
    private readonly SkewHistory _history = new();

    [Fact]
    public void A_receiver_has_a_trace_from_when_it_was_first_heard_of_with_holes_where_it_said_nothing()
    {
        Take();
        Take(("a", 3));
        Take(("a", null), ("b", -2));
        Take(("a", 4), ("b", -1));
        Assert.Equal([float.NaN, 3, float.NaN, 4], Trace("a"));
        Assert.Equal([float.NaN, float.NaN, -2, -1], Trace("b"));
    }

    [Fact]
    public void Five_minutes_are_kept_and_who_said_nothing_in_them_is_forgotten()
    {
        Take(("gone", 1));
        for (int second = 0; second < SkewHistory.Samples; second++)
            Take(("a", second));
        Assert.Equal("a", Assert.Single(_history.Receivers()).Session);
        Assert.Equal(Enumerable.Range(0, SkewHistory.Samples).Select(second => (float)second), Trace("a"));
        Assert.False(_history.IsEmpty);
    }

    [Fact]
    public void Of_a_crowd_so_many_are_followed_and_the_quantiles_are_of_all()
    {
        Take([.. Enumerable.Range(0, 1_000).Select(number => ($"r{number}", (double?)number))]);
        Assert.Equal(SkewHistory.MostReceivers, _history.Receivers().Count);
        Assert.Equal([7f], _history.Quantiles().Median);
        Assert.Equal([99f], _history.Quantiles().P99);
    }

    private void Take(params (string Session, double? Milliseconds)[] receivers)
    {
        Spread<TimeSpan> all = new(receivers.Length, default, Ms(7)!.Value, Ms(95)!.Value, Ms(99)!.Value, default);
        _history.Take(all, [.. receivers.Select(one => (one.Session, IPAddress.Loopback, Ms(one.Milliseconds)))]);
    }

    private IReadOnlyList<float> Trace(string session) =>
        _history.Receivers().Single(trace => trace.Session == session).Milliseconds;

    private static TimeSpan? Ms(double? milliseconds) => milliseconds is { } known ? TimeSpan.FromMilliseconds(known) : null;
}
