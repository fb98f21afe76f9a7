using Streaming.Emulation.Chance;
using Streaming.Lab.Scenarios;
using Streaming.Player.Sessions;
using Streaming.Primitives.Chance;

namespace Streaming.Lab.Virtual.Viewing;

/// <summary>All of a viewer that is chance, from its seed.</summary>
internal static class ViewerChance
{
    /// <summary>Who it is to the server: the name is of one length, so that reports of all viewers are.</summary>
    /// <param name="visit">Of its sessions which, from 0.</param>
    public static ReceiverIdentity Identity(ulong seed, int visit) =>
        new($"{Seeds.Of(seed, "cname", visit):x16}", Seeds.Of(seed, "receiver", visit));

    /// <summary>How much it wants to be shown; null: all there is.</summary>
    public static TimeSpan? Stays(Audience audience, ulong seed) => audience is { WatchesAbout: true, Watches: { } mean }
        ? new SeededRandom(Seeds.Of(seed, "stay")).Exponential(mean)
        : audience.Watches;
}
