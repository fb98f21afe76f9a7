using Streaming.Player.Playout;
using Streaming.Player.Sessions;

namespace Streaming.Player.Client;

/// <summary>What a playing client is to do, and whom it tells. Everybody is called from the client's own loop, and must return
/// soon.</summary>
public sealed record PlayingOptions
{
    public required ClientOptions Client { get; init; }

    public ReceiverOptions Receiver { get; init; } = new();

    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Of each RTP socket, in bytes; the system may grant less.</summary>
    public int ReceiveBuffer { get; init; } = 4 * 1024 * 1024;

    /// <summary>On which interface groups are joined, by name or address; null: on that by which the server is reached.</summary>
    public string? Interface { get; init; }

    /// <summary>Who plays what comes; null: nobody.</summary>
    public IStreamListener? Listener { get; init; }

    /// <summary>Who works beside the session; null: nobody.</summary>
    public ICompanion? Companion { get; init; }

    /// <summary>Told what the viewer should know while it happens, a sentence each.</summary>
    public Action<string>? Notice { get; init; }

    /// <summary>Told of everything the session does, after it is done.</summary>
    public Action<SessionEffect, Instant>? Told { get; init; }

    /// <summary>Called every <see cref="TickInterval"/>, for whoever wants to look at the session.</summary>
    public Action<ReceiverSession, Instant>? Tick { get; init; }

    public TimeSpan TickInterval { get; init; } = TimeSpan.FromMilliseconds(100);
}
