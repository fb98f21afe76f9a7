using Streaming.Player.Contracts;
using Streaming.Player.Protection;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Player.Sessions;

/// <summary>What the viewer wants of one session.</summary>
public sealed record ClientOptions
{
    public required RtspAddress Address { get; init; }

    public TransportChoice Transport { get; init; }

    /// <summary>Asks a server that knows how for parity, and for what is missing to be sent again; over UDP, as far as it is
    /// offered.</summary>
    public bool Repair { get; init; } = true;

    /// <summary>How losses are provided against, where repair is wanted and offered; null: what is missing may be asked for, and no more is
    /// said of it.</summary>
    public ProtectionOptions? Protection { get; init; } = new();

    /// <summary>Where to start; null: from the beginning.</summary>
    public MediaTime? Start { get; init; }

    /// <summary>How long to play, from the answer to PLAY; null: to the end.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Language of the sound and of the text, as RFC 5646 tags; null: the server's choice.</summary>
    public string? Audio { get; init; }

    public string? Text { get; init; }

    /// <summary>Describes all languages and slides where the server knows the query, and sets up what is preferred of them; null: what the
    /// server offers a plain client.</summary>
    public TrackPreference? Preference { get; init; }

    /// <summary>After the end of the film the session stays open, so that the viewer may seek back.</summary>
    public bool StaysAtEnd { get; init; }

    /// <summary>What is asked of the network.</summary>
    public FlowSpec Wish { get; init; } = new() { Buffer = TimeSpan.FromSeconds(1) };

    /// <summary>What is asked of it later, by rising time.</summary>
    public IReadOnlyList<LaterWish> Later { get; init; } = [];

    /// <summary>Only ask what is offered.</summary>
    public bool DescribeOnly { get; init; }

    public string UserAgent { get; init; } = "Streaming.Player/0.1";

    public SessionTimes Times { get; init; } = new();
}
