using Streaming.Player.Sessions;

namespace Streaming.Player.Client;

/// <summary>What a headless player is to do.</summary>
public sealed record HeadlessOptions
{
    public required ClientOptions Client { get; init; }

    public ReceiverOptions Receiver { get; init; } = new();

    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Of each RTP socket, in bytes; the system may grant less.</summary>
    public int ReceiveBuffer { get; init; } = 4 * 1024 * 1024;

    /// <inheritdoc cref="PlayingOptions.Interface"/>
    public string? Interface { get; init; }

    /// <summary>Told what the viewer should know while it happens, a sentence each.</summary>
    public Action<string>? Notice { get; init; }

    /// <summary>Told twice a second how it goes, from the player's own loop.</summary>
    public Action<PlayerProgress>? Progress { get; init; }
}
