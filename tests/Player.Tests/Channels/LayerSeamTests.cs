using Streaming.Primitives.Chance;
using Streaming.Testing;

namespace Streaming.Player.Tests.Channels;

public sealed class LayerSeamTests
{
    [Theory, Seeds(50)]
    public void A_change_leaves_no_picture_out_and_shows_none_twice_whichever_lane_is_faster(ulong seed)
    {
        SeededRandom random = new(seed);
        SeamRig rig = new();
        TimeSpan[] ways = [.. Enumerable.Range(0, 3).Select(_ => TimeSpan.FromMilliseconds(1 + random.Next(200)))];
        rig.Open(0).Send(30 + random.Next(25), (lane, _) => ways[lane]);
        int shown = 0;
        for (int i = 0; i < 6; i++)
        {
            int other = (shown + 1 + random.Next(2)) % 3;
            rig.Open(other).Want(other).Send(60, (lane, _) => ways[lane]);
            Assert.Equal(rig.Lanes[other].Active.Setup.Track, rig.Seam.Shown);
            rig.Close(shown).Send(random.Next(40), (lane, _) => ways[lane]);
            shown = other;
        }

        rig.Send(20, (_, _) => TimeSpan.FromMilliseconds(200));
        int end = rig.Picture - 20;
        Assert.Equal(Enumerable.Range(0, end), rig.Taken.Select(taken => taken.Picture).Where(picture => picture < end));
        Assert.Equal(6, rig.Seam.Changes);
        for (int i = 1; i < rig.Taken.Count; i++)
        {
            Assert.Equal(3_600, rig.Taken[i].Time - rig.Taken[i - 1].Time);
            Assert.True(rig.Taken[i].Lane == rig.Taken[i - 1].Lane || rig.Taken[i].Picture % SeamRig.KeyEvery == 0);
        }

        // Whoever plays knows one stream, and the same all the time.
        Assert.Equal(rig.Lanes[0].Active, Assert.Single(rig.Told));
    }

    [Fact]
    public void A_key_picture_that_the_wanted_lane_has_lost_puts_the_change_off_and_costs_nothing()
    {
        SeamRig rig = new();
        rig.Open(0).Send(40).Open(1).Want(1).Send(60, (lane, picture) => lane == 1 && picture == 50 ? null : Soon);
        Assert.Equal(Enumerable.Range(0, 100), rig.Taken.Select(taken => taken.Picture));
        Assert.Equal(75, rig.Taken.Find(taken => taken.Lane == 1).Picture);
    }

    [Fact]
    public void A_key_picture_that_the_shown_lane_has_lost_is_the_others()
    {
        SeamRig rig = new();
        rig.Open(0).Send(40).Open(1).Want(1).Send(60, (lane, picture) => lane == 0 && picture == 50 ? null : Soon);
        Assert.Equal(Enumerable.Range(0, 100), rig.Taken.Select(taken => taken.Picture));
        Assert.Equal(50, rig.Taken.Find(taken => taken.Lane == 1).Picture);
    }

    [Fact]
    public void A_lane_that_breaks_is_left_at_the_next_key_picture_of_the_other()
    {
        SeamRig rig = new();
        rig.Open(0).Send(60);
        rig.Open(1).Want(1).Send(40, (lane, _) => lane == 0 ? null : Soon);
        int[] pictures = [.. rig.Taken.Select(taken => taken.Picture)];
        Assert.Equal([.. Enumerable.Range(0, 60), .. Enumerable.Range(75, 25)], pictures);

        // And handed on before it is needed, though nobody knows whether the first lane has it still to come.
        (_, int picture, _, Instant at) = rig.Taken.Find(taken => taken.Lane == 1);
        Assert.True(at <= rig.NeededBy(rig.Lanes[0].Active, rig.Taken[60].Time), $"{picture} at {at}");
    }

    [Fact]
    public void A_lane_that_is_left_before_the_other_has_begun_freezes_until_its_key_picture_and_no_longer()
    {
        SeamRig rig = new();
        rig.Open(0).Send(60).Open(1).Close(0).Want(1).Send(40);
        Assert.Equal([.. Enumerable.Range(0, 60), .. Enumerable.Range(75, 25)], rig.Taken.Select(taken => taken.Picture));
    }

    [Fact]
    public void What_waits_at_the_seam_is_handed_on_in_time()
    {
        SeamRig rig = new() { Needed = TimeSpan.FromMilliseconds(250) };
        rig.Open(0).Send(40).Open(1).Want(1).Send(40, (lane, _) => lane == 0 ? Soon : null);
        Assert.Equal(Enumerable.Range(0, 80), rig.Taken.Select(taken => taken.Picture));
        Assert.All(rig.Taken, taken => Assert.True(taken.At < rig.NeededBy(rig.Lanes[0].Active, taken.Time)));
    }

    private static TimeSpan Soon => TimeSpan.FromMilliseconds(5);
}
