using Streaming.Emulation.Links;
using Streaming.Emulation.Networks;

namespace Streaming.Emulation.Tests.Networks;

/// <summary>Writes down what became of numbered packets.</summary>
internal sealed class Ledger : INetworkWitness<int>
{
    public List<Drop<int>> Drops { get; } = [];

    public List<Delivery<int>> Deliveries { get; } = [];

    public int Copies { get; private set; }

    public void Dropped(in Drop<int> drop) => Drops.Add(drop);

    public void Copied(int load) => Copies++;

    public int Lost(DropCause cause) => Drops.Count(drop => drop.Cause == cause);

    /// <summary>Takes all that comes up to an instant, each at its time.</summary>
    public Ledger Take(VirtualNetwork<int> network, Instant until)
    {
        while (network.Next <= until)
        {
            Instant now = network.Next;
            while (network.TryTake(now, out Delivery<int> delivery))
                Deliveries.Add(delivery);
        }

        return this;
    }
}
