using Streaming.Player.Protection;
using Streaming.Qos.FlowSpecs;

namespace Streaming.World.Tests.Theatre;

/// <summary>What a performance is played under. Printed with every failure, so that it can be repeated.</summary>
internal sealed record StageOptions
{
    public ulong Seed { get; init; } = 1;

    /// <summary>Of every packet, one way.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromMilliseconds(2);

    /// <summary>At most this much more for a datagram, uniformly: they overtake one another.</summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>Share of the media packets, those that repair others among them.</summary>
    public double Loss { get; init; }

    /// <summary>How the player has its streams protected; null: as it has wished, and no otherwise.</summary>
    public ProtectionOptions? Protection { get; init; } = new();

    /// <summary>The rate that the link to the player has room for; null: any.</summary>
    public BitRate? Capacity { get; init; }

    /// <summary>So many of them in a row are lost, after so many that are not; 0: none.</summary>
    public (int Lost, int After) Bursts { get; init; }

    /// <summary>How long the network is clean before that.</summary>
    public TimeSpan CleanFor { get; init; }

    /// <summary>What the player asks for.</summary>
    public FlowSpec Wish { get; init; } = new() { Buffer = TimeSpan.Zero };

    /// <summary>How much faster than the clock of the world the server's runs, in millionths.</summary>
    public int ServerSkew { get; init; }

    /// <summary>The same of the sound device, which asks for that many more samples in a second.</summary>
    public int DeviceSkew { get; init; }

    /// <summary>Behind the title's address: <c>?interleave=yes</c>.</summary>
    public string Query { get; init; } = "";

    /// <summary>Refreshes of the screen in a second.</summary>
    public int Refresh { get; init; } = 60;
}
