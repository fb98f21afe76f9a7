using Streaming.Player.Playout;

namespace Streaming.Player.Tests.Playout;

public sealed class LossPolicyTests
{
    private static readonly LossSnapshot Damaged =
        new(IsDamaged: true, TimeSpan.FromSeconds(2), MayAsk: true, SinceAsked: null, LostFor: TimeSpan.Zero, SinceWished: null);

    private readonly LossPolicy _policy = new();

    [Fact]
    public void Nothing_is_done_where_nothing_is_wrong() =>
        Assert.Equal(LossVerb.None, _policy.Decide(Damaged with { IsDamaged = false }));

    [Fact]
    public void A_key_picture_that_is_near_is_waited_for() =>
        Assert.Equal(LossVerb.HoldPicture, _policy.Decide(Damaged with { UntilKey = TimeSpan.FromMilliseconds(300) }));

    [Fact]
    public void One_that_is_far_is_asked_for_once_a_second_and_damage_is_shown_meanwhile()
    {
        Assert.Equal(LossVerb.AskForKeyPicture, _policy.Decide(Damaged));
        Assert.Equal(LossVerb.AskForKeyPicture, _policy.Decide(Damaged with { UntilKey = null }));
        Assert.Equal(LossVerb.Conceal, _policy.Decide(Damaged with { SinceAsked = TimeSpan.FromMilliseconds(900) }));
        Assert.Equal(LossVerb.AskForKeyPicture, _policy.Decide(Damaged with { SinceAsked = TimeSpan.FromSeconds(1) }));
        Assert.Equal(LossVerb.Conceal, _policy.Decide(Damaged with { MayAsk = false }));
    }

    [Fact]
    public void Losses_that_last_ask_for_less_but_not_all_the_time()
    {
        LossSnapshot lasting = Damaged with { LostFor = TimeSpan.FromSeconds(4) };
        Assert.Equal(LossVerb.WishLower, _policy.Decide(lasting));
        Assert.Equal(LossVerb.AskForKeyPicture, _policy.Decide(lasting with { SinceWished = TimeSpan.FromSeconds(5) }));
        Assert.Equal(LossVerb.WishLower, _policy.Decide(lasting with { SinceWished = TimeSpan.FromSeconds(11) }));
    }

    [Fact]
    public void The_watch_learns_the_rhythm_of_key_pictures_and_what_is_lost()
    {
        PictureLossWatch watch = new(_policy);
        Instant now = Instant.FromSeconds(50);
        PlayoutRig rig = new();
        for (int i = 0; i <= 100; i++)
            watch.Accept(rig.Sample(i * 0.04, isKey: i % 50 == 0));
        Assert.Equal(TimeSpan.FromSeconds(2), watch.KeyDistance);
        Assert.Equal(LossVerb.None, watch.Decide(mayAsk: true, now));

        watch.Accept(rig.Sample(101 * 0.04, isKey: false, followsLoss: true));
        Assert.Equal(LossVerb.AskForKeyPicture, watch.Decide(mayAsk: true, now));
        Assert.Equal(LossVerb.Conceal, watch.Decide(mayAsk: true, now));
        for (int i = 102; i < 141; i++)
            watch.Accept(rig.Sample(i * 0.04, isKey: false));
        Assert.Equal(LossVerb.HoldPicture, watch.Decide(mayAsk: true, now));
        watch.Accept(rig.Sample(150 * 0.04, isKey: true));
        Assert.Equal(LossVerb.None, watch.Decide(mayAsk: true, now));

        for (int i = 0; i < 40; i++)
            watch.Count(received: 25, lost: 1, now += TimeSpan.FromMilliseconds(100));
        Assert.Equal(LossVerb.WishLower, watch.Decide(mayAsk: true, now));
        for (int i = 0; i < 40; i++)
            watch.Count(received: 25, lost: 0, now += TimeSpan.FromMilliseconds(100));
        Assert.Equal(LossVerb.None, watch.Decide(mayAsk: true, now + TimeSpan.FromSeconds(20)));
    }
}
