using Streaming.Emulation.Links;
using Streaming.Emulation.Networks;
using Streaming.Lab.Real.Relaying;
using Streaming.Lab.Virtual.Serving;
using Streaming.Player.Client;
using Streaming.Qos.Policing;

namespace Streaming.Lab.Tests.Real;

public sealed class RelayNetworkTests
{
    [Fact]
    public async Task What_is_damaged_is_lost_at_the_last_link_as_in_virtual_time()
    {
        MonotonicClock clock = new(new VirtualTime(Instant.FromSeconds(1_000)));
        LinkProfile bad = new() { Corrupt = Ratio.Percent(100) };
        NetworkPlan plan = new([new("uplink", -1, new(), []), new("wifi", 0, bad, [])], [1], clock.Now);
        using RelayNetwork network = new(plan, 1, clock);
        Watched load = new();
        network.Down(0, 1_000, Dscp.CS0, load);

        Assert.Equal("wifi, loss", await load.Fate.WaitAsync(TestContext.Current.CancellationToken));
    }

    private sealed class Watched : RelayLoad
    {
        private readonly TaskCompletionSource<string> _fate = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> Fate => _fate.Task;

        public override void Arrive(TimeSpan took) => _fate.TrySetResult("came");

        public override void Drop(string link, string cause, Instant at) => _fate.TrySetResult($"{link}, {cause}");
    }
}
