using Streaming.Player.Client;
using Streaming.Player.Contracts;
using Streaming.Player.Desktop.Memory;
using Streaming.Player.Protection;
using Streaming.Player.Sessions;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Player.Desktop.Playing;

/// <summary>What a film player is made of, and how it is to play.</summary>
internal sealed record FilmPlayerOptions
{
    /// <summary>Makes a session.</summary>
    public required Func<PlayingOptions, IFilmClient> Client { get; init; }

    public required IDecoders Decoders { get; init; }

    public required SpeakerOpener Speaker { get; init; }

    public required Func<Instant> Clock { get; init; }

    public required PlayerMemory Memory { get; init; }

    public TransportChoice Transport { get; init; }

    /// <summary>On which interface the groups of channels are joined, by name or address; null: on that by which the server is
    /// reached.</summary>
    public string? Interface { get; init; }

    /// <summary>Where the first film begins; null: where it was left.</summary>
    public MediaTime? Start { get; init; }

    /// <summary>Null: measured.</summary>
    public TimeSpan? Latency { get; init; }

    /// <summary>RFC 5646; null: as remembered.</summary>
    public string? Audio { get; init; }

    public string? Text { get; init; }

    /// <summary>How frames of sound are asked to be spread over packets; null: each in its own.</summary>
    public string? Interleave { get; init; }

    public FlowSpec Wish { get; init; } = new() { Buffer = TimeSpan.Zero };

    public IReadOnlyList<LaterWish> Later { get; init; } = [];

    /// <summary>How losses are provided against; null: nothing is repaired.</summary>
    public ProtectionOptions? Protection { get; init; } = new();

    /// <summary>The screen's period.</summary>
    public TimeSpan Refresh { get; init; } = TimeSpan.FromSeconds(1) / 60;

    /// <summary>Told once that the first picture of all is shown.</summary>
    public Action? FirstPicture { get; init; }

    /// <summary>Told what a viewer's console should know.</summary>
    public Action<string>? Note { get; init; }

    /// <summary>What one session of a film is asked for.</summary>
    /// <param name="isFirst">Of the first film: the language that was asked for counts, later the one that is remembered.</param>
    public ClientOptions ClientOf(RtspAddress address, MediaTime from, FlowSpec wish, bool isFirst)
    {
        string? audio = (isFirst ? Audio : null) ?? Memory.Habits.Audio;
        return new()
        {
            Address = address.With("interleave", Interleave),
            Transport = Transport,
            Start = from > MediaTime.Zero ? from : null,
            Preference = TrackPreference.Viewer with { Audio = audio is null ? [] : [audio] },
            StaysAtEnd = true,
            Wish = wish,
            Later = Later,
            Repair = Protection is not null,
            Protection = Protection,
        };
    }
}
