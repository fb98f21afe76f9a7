using System.Net;
using Streaming.Primitives.Chance;
using Streaming.Server.Host.Control;
using Streaming.Server.Sessions;

namespace Streaming.Lab.Virtual.Serving;

/// <summary>What is left to chance follows from a seed and from what the world decides.</summary>
internal sealed class VirtualDice(Func<IPAddress, FreshIdentity> identities, ulong seed) : IDice
{
    private readonly SeededRandom _random = new(seed);

    public FreshIdentity Draw(IPAddress client, NtpTime wall) => identities(client) with { Wall = wall };

    public ulong Seed() => _random.NextUInt64();
}
