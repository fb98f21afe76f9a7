using Streaming.Emulation.Jitter;
using Streaming.Emulation.Links;
using Streaming.Emulation.Losses;
using Streaming.Qos.Protection;
using static Streaming.Emulation.Tests.Networks.Nets;

namespace Streaming.Emulation.Tests.Links;

/// <summary>Each kind of chance on a link draws by itself.</summary>
public sealed class LinkChanceTests
{
    private static readonly LinkProfile Plain = new()
    {
        Loss = new LossProfile.Chain(GilbertElliott.Bursts(0.1, 5)), Jitter = new(JitterShape.Exponential, Ms(5), 0.5),
    };

    [Fact]
    public void A_change_of_something_else_begins_no_burst_anew_and_no_jitter()
    {
        LinkChange[] changes = [.. Enumerable.Range(1, 999).Select(i => new LinkChange(Ms(i), Plain with { Delay = new(i) }))];
        LinkFate[] steady = Fates(Plain, []), changing = Fates(Plain, changes);
        Assert.InRange(steady.Count(fate => fate.Dropped is not null), 50, 200);
        Assert.Equal(steady.Select(fate => (fate.Dropped, fate.Extra)), changing.Select(fate => (fate.Dropped, fate.Extra)));
    }

    [Fact]
    public void What_else_happens_to_packets_changes_nothing_for_who_is_lost_and_how_late_the_others_are()
    {
        LinkFate[] plain = Fates(Plain, []);
        LinkFate[] wild = Fates(Plain with { Duplicate = Ratio.Percent(20), Corrupt = Ratio.Percent(20) }, []);
        Assert.Equal(plain.Select(fate => (fate.Dropped, fate.Extra)), wild.Select(fate => (fate.Dropped, fate.Extra)));
        Assert.Contains(wild, fate => fate.Copies == 1 && fate.CopyLag > TimeSpan.Zero);
        Assert.Contains(wild, fate => fate.IsCorrupt);
    }

    [Fact]
    public void Losses_that_change_are_others_from_then_on()
    {
        LinkChange gone = new(Ms(300), Plain with { Loss = null });
        LinkChange all = new(Ms(600), Plain with { Loss = new LossProfile.Bernoulli(Ratio.One) });
        LinkFate[] fates = Fates(Plain, [gone, all]);
        Assert.Equal(Fates(Plain, [])[..300], fates[..300]);
        Assert.All(fates[300..600], fate => Assert.Null(fate.Dropped));
        Assert.All(fates[600..], fate => Assert.Equal(DropCause.Loss, fate.Dropped));
    }

    [Theory]
    [InlineData(QueueDiscipline.Slots)]
    [InlineData(QueueDiscipline.Priority)]
    public void A_link_keeps_its_discipline(QueueDiscipline other) => Assert.Throws<InvalidOperationException>(
        () => new LinkEmulator(Plain, [new(Ms(1), Plain with { Discipline = other })], Start, 1));

    private static LinkFate[] Fates(LinkProfile profile, LinkChange[] changes)
    {
        LinkEmulator link = new(profile, changes, Start, seed: 3);
        return [.. Enumerable.Range(0, 1_000).Select(i => link.Offer(B(100), At(i)))];
    }
}
