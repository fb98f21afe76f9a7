using Streaming.Emulation.Losses;
using Streaming.Lab.Commands;
using Streaming.Lab.Scenarios;
using Streaming.Lab.Tests.Scenarios;
using Streaming.Qos.Protection;

namespace Streaming.Lab.Tests.Commands;

public sealed class SweepOrderTests
{
    private static readonly ScenarioFile Full = Written.Read(Written.Full);

    [Theory]
    [InlineData("loss=0..2%:0.5%", "0%", "0.5%", "1%", "1.5%", "2%")]
    [InlineData("loss=0%..1%:0.4", "0%", "0.4%", "0.8%")]
    [InlineData("rate=10..30Mb/s:10Mb/s", "10Mb/s", "20Mb/s", "30Mb/s")]
    [InlineData("viewers.home.count=1..3:1", "1", "2", "3")]
    [InlineData("clock=-1..1s:1", "-1s", "0s", "1s")]
    [InlineData("class=guaranteed,best-effort", "guaranteed", "best-effort")]
    public void A_range_is_values_with_their_unit(string text, params string[] values) =>
        Assert.Equal(values, SweepOrder.Parse(text).Values);

    [Theory]
    [InlineData("loss", "--sweep loss: give a key and its values, such as loss=0..10%:0.5% or rate=10Mb/s,20Mb/s")]
    [InlineData("loss=", "--sweep loss=: that is 0 values: give 1 to 1000")]
    [InlineData("loss=0..10%", "--sweep loss=0..10%: a range is FROM..TO:STEP, such as 0..10%:0.5%")]
    [InlineData("loss=0..10%:0", "--sweep loss=0..10%:0: a range is FROM..TO:STEP, such as 0..10%:0.5%")]
    [InlineData("loss=0..10%:1s", "--sweep loss=0..10%:1s: one unit for all three: '%'")]
    [InlineData("loss=10..1%:1", "--sweep loss=10..1%:1: a range rises, in at most 1000 steps")]
    [InlineData("loss=0..10%:0.0001", "--sweep loss=0..10%:0.0001: a range rises, in at most 1000 steps")]
    public void What_is_no_range_is_told_what_one_is(string text, string mistake) =>
        Assert.Equal(mistake, Assert.Throws<LabUsageException>(() => SweepOrder.Parse(text)).Message);

    [Theory]
    [InlineData("correlation", "links.wifi.jitter.correlation")]
    [InlineData("links.wifi.loss.mean", "links.wifi.loss.mean")]
    [InlineData("poisson", "viewers.hall.arrive.poisson")]
    [InlineData("for", "for")]
    public void A_last_key_is_enough_where_there_is_one_of_its_name(string key, string path) =>
        Assert.Equal(path, SweepOrder.Parse($"{key}=1,2").PathIn(Full));

    [Theory]
    [InlineData("discipln", "--sweep discipln: there is no such key in written; did you mean 'discipline'?")]
    [InlineData("gop.x", "--sweep gop.x: 'gop' is no key of a scenario")]
    [InlineData("reorder.by", "--sweep reorder.by: 'reorder' is no key of a scenario")]
    [InlineData("seed", "--sweep seed: 'seed' is the same for all variants")]
    [InlineData("count", "--sweep count: there are several: say which of a, b")]
    public void A_key_that_is_not_one_is_told_which_there_are(string key, string mistake)
    {
        ScenarioFile file = key == "count"
            ? Written.Read(Written.Plain + "\n  away: {behind: lan, watch: film, count: 2}\n  here: {behind: lan, watch: film, count: 3}")
            : Full;
        Assert.Equal(
            mistake.Replace("a, b", "viewers.away.count, viewers.here.count"),
            Assert.Throws<LabUsageException>(() => SweepOrder.Parse($"{key}=1,2").PathIn(file)).Message);
    }

    [Fact]
    public void Each_value_is_the_scenario_with_that_value()
    {
        ScenarioFile lossy = SweepOrder.Apply(Full, "links.wifi.loss", "7%");
        Assert.Equal(
            new LossProfile.Chain(GilbertElliott.Bursts(0.07, 5)), lossy.Variants[0].Situation.Links[1].Profile.Loss);
        Assert.Equal(Full.Expectations, SweepOrder.Apply(Full, "viewers.home.count", "3").Expectations);
        Assert.Equal(
            "--sweep links.wifi.rate=fast: 'fast' is not a rate such as 20Mb/s or 500k, from 1kb/s to 1Tb/s, or none ('links.wifi.rate')",
            Assert.Throws<LabUsageException>(() => SweepOrder.Apply(Full, "links.wifi.rate", "fast")).Message);
    }
}
