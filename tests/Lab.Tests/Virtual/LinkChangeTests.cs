using Streaming.Lab.Records;
using Streaming.Lab.Tests.Scenarios;
using Streaming.Lab.Virtual;

namespace Streaming.Lab.Tests.Virtual;

public sealed class LinkChangeTests
{
    /// <summary>Whatever an event may make of a link is played, whoever leaves its queue next, and every packet is accounted for.</summary>
    [Theory]
    [InlineData("fifo", "none")]
    [InlineData("priority", "none")]
    [InlineData("slots, slot: 10ms", "1Gb/s")]
    public void A_link_becomes_another_while_its_queue_is_full(string discipline, string fast)
    {
        RunRecord run = VirtualRun.Play(
            Written.Situation($$"""
                for: 40s
                links:
                  lan: {rate: 20Mb/s, delay: 20ms, discipline: {{discipline}}, declared: yes}
                titles:
                  film: {rate: 2Mb/s}
                viewers:
                  home: {count: 4, behind: lan, watch: film}
                traffic:
                  flood: {behind: lan, rate: 30Mb/s, at: 2s, for: 30s}
                events:
                  - {at: 0s, link: lan, rate: 19Mb/s}
                  - {at: 5s, link: lan, rate: 12Mb/s, queue: 10kB, told: yes}
                  - {at: 8s, link: lan, rate: {{fast}}, delay: 1ms}
                  - {at: 11s, link: lan, rate: 15Mb/s, queue: 1MB, jitter: 4ms, loss: {mean: 5%, burst: 3} }
                  - {at: 14s, link: lan, down: yes}
                  - {at: 16s, link: lan, down: no, jitter: 0ms, loss: 0%, reorder: 5%, duplicate: 5%, corrupt: 5%}
                  - {at: 20s, link: lan, rate: 20Mb/s, reorder: 0%, duplicate: 0%, corrupt: 0%}
                """),
            1,
            new());

        Assert.All(run.Checks, check => Assert.True(check.IsOk, $"{check.Name}: {check.Detail}"));
        LinkRecord link = Assert.Single(run.Links);
        Assert.Equal(["down", "loss", "queueFull"], link.Drops.Keys);
        Assert.InRange(link.Used[6], 11_500_000, 12_100_000);
        Assert.InRange(link.Used[9], 30_000_000, 50_000_000);
        Assert.Equal(0, link.Used[15]);
        Assert.InRange(link.Used[25], 19_500_000, 20_100_000);
        Assert.All(link.Used.Skip(34).Take(4), used => Assert.InRange(used, 4_000_000, 15_000_000));
    }
}
