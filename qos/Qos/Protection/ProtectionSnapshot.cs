namespace Streaming.Qos.Protection;

/// <summary>What is known of one stream when its protection is reconsidered.</summary>
public readonly record struct ProtectionSnapshot
{
    /// <summary>Of the last seconds: what calls for more protection.</summary>
    public required LossFit Recent { get; init; }

    /// <summary>Of the last half minute: what keeps it from going too soon.</summary>
    public required LossFit Settled { get; init; }

    /// <summary>Media packets of the stream in a second.</summary>
    public required double PacketsPerSecond { get; init; }

    /// <summary>To the sender and back; null: not known, and resends cannot be counted on.</summary>
    public TimeSpan? RoundTrip { get; init; }

    /// <summary>Whether the sender takes requests for resends of this stream.</summary>
    public bool CanResend { get; init; }

    /// <summary>Whether the sender can send parity of this stream.</summary>
    public bool CanProtect { get; init; }

    /// <summary>What is in force now.</summary>
    public ParityLayout Layout { get; init; }

    /// <summary>What is set aside for resends now.</summary>
    public Ratio Resend { get; init; }
}
