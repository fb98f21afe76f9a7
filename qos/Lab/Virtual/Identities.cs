using System.Net;
using Streaming.Emulation.Chance;
using Streaming.Formats.Rtp;
using Streaming.Primitives.Chance;
using Streaming.Server.Sessions;

namespace Streaming.Lab.Virtual;

/// <summary>The numbers that the server gives a viewer: of sessions, never twice; of streams, by the viewer's own seed.</summary>
/// <remarks>A stream's first number and stamp are often about to wrap: that happens to everybody who watches for long.</remarks>
internal sealed class Identities(IReadOnlyList<CastMember> cast)
{
    private readonly SeededRandom?[] _dice = new SeededRandom?[cast.Count];
    private ulong _sessions;

    /// <summary>Of one request.</summary>
    public FreshIdentity Next(IPAddress client)
    {
        int viewer = Cast.NumberOf(client);
        SeededRandom dice = _dice[viewer] ??= new(Seeds.Of(cast[viewer].Seed, "server"));
        return new(new(new UInt128(cast[viewer].Seed, ++_sessions)), Stream(dice), Stream(dice), default);
    }

    private static StreamIdentity Stream(SeededRandom dice) =>
        new(new((uint)dice.NextUInt64()), new((ushort)dice.Next(65_536)), new((uint)dice.NextUInt64()));
}
