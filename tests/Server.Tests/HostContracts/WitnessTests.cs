using Streaming.Qos.Monitoring;
using Streaming.Qos.Renegotiation;
using Streaming.Server.Contracts;
using Streaming.Server.Host.Control;
using Streaming.Server.Sessions;

namespace Streaming.Server.Tests.HostContracts;

public sealed class WitnessTests : IAsyncLifetime
{
    private readonly HostRig _rig = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Whoever_wants_to_know_is_told_of_a_session_from_its_beginning_to_its_end()
    {
        Witness witness = new();
        _rig.Server.Sessions.Witness = witness;
        await _rig.PlayAsync("10.2.0.7");
        await _rig.PassAsync(1);
        await _rig.LimitAsync(BitRate.Mbps(2));
        await _rig.PassAsync(70, isHeard: false);
        Assert.Equal(
            ["opened at source", "in force 2: source", "moved from source to 480p: LinkShrank", "in force 3: 480p", "closed: timed out"],
            witness.Told);
    }

    [Fact]
    public async Task Sessions_are_looked_at_in_the_order_in_which_they_came()
    {
        for (int viewer = 1; viewer <= 12; viewer++)
            await _rig.PlayAsync($"10.2.0.{viewer}", wishes: ("Bandwidth", "300000"));
        Assert.Equal(
            Enumerable.Range(1, 12).Select(viewer => $"10.2.0.{viewer}"),
            _rig.Server.Sessions.All().Select(mailbox => $"{mailbox.Session.Client.Address}"));
        await _rig.Server.Sessions.KickAsync(_rig.Server.Sessions.All()[3].Session.Id.Brief);
        await _rig.PlayAsync("10.2.0.4", wishes: ("Bandwidth", "300000"));
        Assert.Equal("10.2.0.4", $"{_rig.Server.Sessions.All()[^1].Session.Client.Address}");
        Assert.Equal("10.2.0.5", $"{_rig.Server.Sessions.All()[3].Session.Client.Address}");
    }

    private sealed class Witness : IControlWitness
    {
        public List<string> Told { get; } = [];

        public void Opened(ServerSession session, Instant now) => Told.Add($"opened at {session.Point!.Name}");

        public void InForce(ServerSession session, ContractChange contract, Instant now) =>
            Told.Add($"in force {contract.Contract.Generation}: {contract.Point.Name}");

        public void Moved(ServerSession session, string before, ContractChange contract, MoveReason why, Instant now) =>
            Told.Add($"moved from {before} to {contract.Point.Name}: {why}");

        public void Closed(ServerSession session, string reason, Verdict? verdict, Instant now)
        {
            Assert.NotNull(verdict);
            Told.Add($"closed: {reason}");
        }
    }
}
