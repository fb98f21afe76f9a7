namespace Streaming.World.Tests.Crowds;

/// <summary>That RTCP takes 5 % of a channel and no more, however many receive it, and whatever they do at once. RFC 3550 §6.2, §6.3; RFC
/// 5760.</summary>
public sealed class CrowdShareTests
{
    /// <summary>What RTCP may take.</summary>
    private const double Share = 0.05;

    /// <summary>Timers are drawn by chance: in so short a time as ten seconds a little more comes together.</summary>
    private const double Chance = 1.1;

    [Theory]
    [InlineData(2, 0)]
    [InlineData(100, 0.01)]
    [InlineData(10_000, 0.03)]
    public void However_many_receive_a_channel_its_reports_take_their_share(int receivers, double least)
    {
        Crowd crowd = new(seed: 1);
        for (int i = 0; i < receivers; i++)
        {
            crowd.Join();
            crowd.Run(30.0 / receivers);
        }

        crowd.Run(400);

        Assert.InRange(crowd.ShareFrom(100), least, Share);
        Assert.True(crowd.MostShare(10) <= Share * Chance, $"{crowd.MostShare(10):P2}");
        Assert.Equal(0, crowd.Feedback.Snapshot().Strangers + crowd.Feedback.Snapshot().Malformed + crowd.Feedback.Snapshot().Overrun);
    }

    [Theory]
    [InlineData(10_000, 1)]
        public void When_all_come_at_once_and_half_of_them_leave_at_once_it_still_does(int receivers, ulong seed)
    {
        Crowd crowd = new(seed);
        crowd.Run(10);
        for (int tenth = 0; tenth < 10; tenth++)
        {
            for (int i = 0; i < receivers / 10; i++)
                crowd.Join();
            crowd.Run(0.1);
        }

        crowd.Run(60);
        Assert.Equal(receivers, crowd.Feedback.Snapshot().Members);
        for (int i = crowd.Receivers.Count - 1; i > receivers / 2; i--)
            crowd.Leave(crowd.Receivers[i]);
        crowd.Run(60);

        Assert.True(crowd.MostShare(10) <= Share * Chance, $"{crowd.MostShare(10):P2}");
        Assert.True(crowd.MostShare(1) <= Share * 1.5, $"{crowd.MostShare(1):P2}");
        Assert.True(crowd.ShareFrom(100) <= Share, $"{crowd.ShareFrom(100):P2}");
    }

    [Fact]
    public void Of_those_who_die_nothing_is_left_after_their_timeout_and_the_others_stay()
    {
        Crowd crowd = new(seed: 3);
        for (int i = 0; i < 200; i++)
            crowd.Join();
        crowd.Run(60);
        Assert.Equal(200, crowd.Feedback.Snapshot().Reporting);

        for (int i = 199; i >= 150; i--)
            crowd.Stop(crowd.Receivers[i]);
        crowd.Run(60);

        Assert.Equal((200, 150), (crowd.Feedback.Snapshot().Members, crowd.Feedback.Snapshot().Reporting));
        Assert.Equal(150, crowd.Feedback.Snapshot().Lanes[0].Loss.Count);
    }
}
