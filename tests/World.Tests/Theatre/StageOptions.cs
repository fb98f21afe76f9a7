using Streaming.Player.Protection;

namespace Streaming.World.Tests.Theatre;

/// <summary>What a performance is played under. Printed with every failure, so that it can be repeated.</summary>
internal sealed record StageOptions
{
    public ulong Seed { get; init; } = 1;

    /// <summary>Of every packet, one way.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromMilliseconds(2);

    /// <summary>At most this much more for a datagram, uniformly: they overtake one another.</summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>Share of the media packets.</summary>
    public double Loss { get; init; }

    /// <summary>How the player has its streams protected.</summary>
    public ProtectionOptions? Protection { get; init; } = new();

    /// <summary>The rate that the link to the player has room for; null: any.</summary>
    public BitRate? Capacity { get; init; }

    /// <summary>How much faster than the clock of the world the server's runs, in millionths.</summary>
    public int ServerSkew { get; init; }

    /// <summary>The same of the sound device, which asks for that many more samples in a second.</summary>
    public int DeviceSkew { get; init; }

    /// <summary>Behind the title's address: <c>?interleave=yes</c>.</summary>
    public string Query { get; init; } = "";

    /// <summary>Refreshes of the screen in a second.</summary>
    public int Refresh { get; init; } = 60;
}
