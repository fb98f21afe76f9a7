using Streaming.Formats.Fec;
using Streaming.Player.Repair;

namespace Streaming.Player.Tests.Repair;

public sealed class ResendPolicyTests
{
    private static readonly ResendSnapshot Missed = new(
        Since: At(0), NeededBy: At(200), KeptUntil: Instant.Never, FecProspect.None, Asked: 0, AskedAt: default, Overtaken: Ms(10),
        RoundTrip: Ms(40), Retry: Ms(60));

    [Fact]
    public void What_may_only_be_overtaken_is_waited_for()
    {
        Assert.Equal(ResendVerb.Wait, ResendPolicy.Decide(Missed, At(9)));
        Assert.Equal(At(10), ResendPolicy.NextDecision(Missed, At(9)));
        Assert.Equal(ResendVerb.Ask, ResendPolicy.Decide(Missed, At(10)));
    }

    [Fact]
    public void What_parity_may_bring_is_left_to_it()
    {
        ResendSnapshot covered = Missed with { Prospect = FecProspect.Pending };
        Assert.Equal(ResendVerb.Wait, ResendPolicy.Decide(covered, At(100)));
        Assert.True(ResendPolicy.NextDecision(covered, At(100)) > At(100));
        Assert.Equal(ResendVerb.Ask, ResendPolicy.Decide(covered with { Prospect = FecProspect.Lost }, At(100)));
    }

    [Fact]
    public void What_the_sender_forgets_before_parity_comes_is_asked_for_in_time_for_a_second_try()
    {
        ResendSnapshot slow = Missed with { NeededBy = At(3_000), KeptUntil = At(1_000), Prospect = FecProspect.Pending };
        Assert.Equal(ResendVerb.Wait, ResendPolicy.Decide(slow, At(899)));
        Assert.Equal(ResendVerb.Ask, ResendPolicy.Decide(slow, At(900)));
        Assert.Equal(ResendVerb.GiveUp, ResendPolicy.Decide(slow, At(1_001)));
    }

    [Fact]
    public void What_would_come_too_late_is_not_asked_for()
    {
        Assert.Equal(ResendVerb.Ask, ResendPolicy.Decide(Missed, At(160)));
        Assert.Equal(ResendVerb.GiveUp, ResendPolicy.Decide(Missed, At(161)));
    }

    [Fact]
    public void What_was_asked_for_is_asked_for_again_when_it_must_be_lost_and_twice_more_at_most()
    {
        ResendSnapshot asked = Missed with { Asked = 1, AskedAt = At(10) };
        Assert.Equal(ResendVerb.Wait, ResendPolicy.Decide(asked, At(69)));
        Assert.Equal(ResendVerb.Ask, ResendPolicy.Decide(asked, At(70)));
        Assert.Equal(ResendVerb.GiveUp, ResendPolicy.Decide(asked with { Asked = 3 }, At(70)));
    }

    [Fact]
    public void The_time_from_asking_to_having_is_measured()
    {
        RoundTrip trip = new();
        trip.Suppose(Ms(30));
        Assert.Equal((Ms(30), false), (trip.Smoothed, trip.IsMeasured));
        for (int i = 0; i < 50; i++)
            trip.Accept(Ms(80));
        trip.Suppose(Ms(30));

        Assert.Equal(80, trip.Smoothed.TotalMilliseconds, 1);
        Assert.InRange(trip.Expected.TotalMilliseconds, 80, 81);
        Assert.InRange(trip.Retry.TotalMilliseconds, 90, 91);
    }

    private static TimeSpan Ms(double ms) => TimeSpan.FromMilliseconds(ms);

    private static Instant At(double ms) => new(TimeSpan.FromMilliseconds(ms).Ticks);
}
