using Streaming.Testing;

namespace Streaming.Player.Tests.Channels;

public sealed class LayerPolicyTests
{
    /// <summary>240p, 480p, 720p, 1080p.</summary>
    private static readonly BitRate[] Lanes = [BitRate.Kbps(400), BitRate.Kbps(1_000), BitRate.Kbps(2_500), BitRate.Kbps(5_000)];

    private static readonly BitRate Plenty = BitRate.Mbps(100);

    [Theory, Seeds(50)]
    public void A_receiver_settles_on_the_best_lane_that_its_link_carries_and_stays(ulong seed)
    {
        (int kbps, int lane)[] links = [(800, 0), (1_700, 1), (3_000, 2), (4_400, 2), (9_000, 3)];
        (int kbps, int lane) = links[seed % (ulong)links.Length];
        LayerWorld world = World(seed);
        LayerReceiver receiver = world.Add(BitRate.Kbps(kbps));
        world.Run(90);
        Assert.Equal(lane, receiver.Shown);
        int changes = receiver.Changes.Count;
        world.Run(600);
        Assert.Equal(lane, receiver.Shown);
        Assert.Equal(changes, receiver.Changes.Count);
        Assert.InRange((double)receiver.Missed / receiver.Watched, 0, 0.012);
    }

    [Theory, Seeds(20)]
    public void Loss_that_repair_mends_costs_no_lane(ulong seed)
    {
        LayerWorld world = World(seed);
        LayerReceiver receiver = world.Add(BitRate.Mbps(9), loss: 0.03);
        world.Run(600);
        Assert.Equal(3, receiver.Shown);
        Assert.InRange(receiver.Changes.Count, 2, 4);
    }

    [Fact]
    public void Where_two_lanes_together_are_too_much_but_the_better_alone_is_not_it_takes_the_place_of_the_other()
    {
        LayerWorld world = World(3);
        LayerReceiver receiver = world.Add(BitRate.Kbps(2_900));
        world.Run(120);
        Assert.Equal(2, receiver.Shown);
        Assert.InRange(receiver.Policy.Failures, 1, 6);
    }

    [Theory, Seeds(50)]
    public void Receivers_behind_one_link_settle_and_their_tries_hurt_the_others_little(ulong seed)
    {
        // Room for 480p and all of 240p, and what is tried beside them overflows the link for all.
        LayerWorld world = World(seed, BitRate.Kbps(1_900));
        for (int i = 0; i < 6; i++)
        {
            world.Add(i < 2 ? BitRate.Kbps(700) : Plenty);
            world.Run(3);
        }

        world.Run(120);
        int[] changes = [.. world.Receivers.Select(receiver => receiver.Changes.Count)];
        LayerReceiver[] wide = [.. world.Receivers.Skip(2)];
        (long watched, long missed) = (wide.Sum(receiver => receiver.Watched), wide.Sum(receiver => receiver.Missed));
        world.Run(600);

        // The narrow ones cannot have more, the others do.
        Assert.All(world.Receivers.Take(2), receiver => Assert.Equal(0, receiver.Shown));
        Assert.All(wide, receiver => Assert.Equal(1, receiver.Shown));
        Assert.All(world.Receivers.Select((receiver, i) => receiver.Changes.Count - changes[i]), more => Assert.InRange(more, 0, 2));
        double hurt = (double)(wide.Sum(receiver => receiver.Missed) - missed) / (wide.Sum(receiver => receiver.Watched) - watched);
        Assert.InRange(hurt, 0, 0.015);
    }

    [Theory, Seeds(20)]
    public void A_link_that_shrinks_is_obeyed_in_seconds_and_one_that_grows_in_minutes(ulong seed)
    {
        LayerWorld world = World(seed);
        LayerReceiver receiver = world.Add(BitRate.Mbps(9));
        world.Run(90);
        Assert.Equal(3, receiver.Shown);
        receiver.Link.Rate = BitRate.Kbps(1_700);
        world.Run(8);
        Assert.Equal(1, receiver.Shown);
        world.Run(60);
        Assert.Equal(1, receiver.Shown);
        receiver.Link.Rate = BitRate.Mbps(9);
        world.Run(600);
        Assert.Equal(3, receiver.Shown);
    }

    [Theory, Seeds(20)]
    public void A_burst_of_a_second_costs_no_lane(ulong seed)
    {
        LayerWorld world = World(seed);
        LayerReceiver receiver = world.Add(BitRate.Mbps(9));
        world.Run(90);
        int changes = receiver.Changes.Count;
        for (int i = 0; i < 5; i++)
        {
            receiver.Link.Loss = 0.5;
            world.Run(1);
            receiver.Link.Loss = 0;
            world.Run(20);
        }

        Assert.Equal((3, changes), (receiver.Shown, receiver.Changes.Count));
    }

    [Theory, Seeds(20)]
    public void Loss_that_no_lane_avoids_is_put_up_with(ulong seed)
    {
        LayerWorld world = World(seed);
        LayerReceiver receiver = world.Add(BitRate.Mbps(9));
        world.Run(60);
        receiver.Link.Loss = 0.2;
        world.Run(600);
        Assert.InRange(receiver.Shown!.Value, 2, 3);
        Assert.InRange(receiver.Changes.Count, 2, 12);
    }

    [Fact]
    public void A_refusal_hurts_nobody_and_is_asked_again_ever_more_rarely()
    {
        LayerWorld world = World(1);
        LayerReceiver receiver = world.Add(Plenty, refused: lane => lane >= 2);
        world.Run(600);
        Assert.Equal(1, receiver.Shown);
        Assert.Equal(0, receiver.Missed);
        Assert.InRange(receiver.Policy.Failures, 5, 16);
        Assert.All(world.Carried[2..4], carried => Assert.Equal(TimeSpan.Zero, carried));
    }

    private static LayerWorld World(ulong seed, BitRate? shared = null) =>
        new(Lanes, new(shared ?? Plenty, TimeSpan.FromMilliseconds(150), 0, seed), seed);
}
