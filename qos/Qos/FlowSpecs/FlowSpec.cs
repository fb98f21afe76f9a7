namespace Streaming.Qos.FlowSpecs;

/// <summary>What a receiver asks for: how good, how soon, how much of it it can take, and what it would accept instead.</summary>
/// <remarks>What is null was not said: the server then promises what it likes.</remarks>
public sealed record FlowSpec
{
    public static readonly FlowSpec Nothing = new();

    /// <summary>The kind of promise wanted.</summary>
    public ServiceClass Class { get; init; } = ServiceClass.ControlledLoad;

    /// <summary>The most it can take; streams that need more are not for it.</summary>
    public TrafficSpec? Traffic { get; init; }

    /// <summary>The most it can take, where only a rate is known: the Bandwidth header. RFC 2326 §12.6.</summary>
    public BitRate? MaxRate { get; init; }

    /// <summary>Bound on the delay from the server's schedule to the receiver.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>Bound on the variation of that delay.</summary>
    public TimeSpan? Jitter { get; init; }

    /// <summary>The share of packets that may be lost, before repair.</summary>
    public Ratio? Loss { get; init; }

    /// <summary>How many packets in a row may be lost.</summary>
    public int? LossBurst { get; init; }

    /// <summary>How much of the film, in time, it holds before it shows it; null: one second.</summary>
    public TimeSpan? Buffer { get; init; }

    /// <summary>How many bytes it holds at most.</summary>
    public ByteCount? Memory { get; init; }

    /// <summary>Renditions it would accept, the best first; none named: any.</summary>
    public IReadOnlyList<string> Accept { get; init; } = [];

    /// <summary>Who gives way first when room is short: the smaller number. Above the default it takes an authorised user.</summary>
    public int? Priority { get; init; }

    /// <summary>The id of a booking made ahead.</summary>
    public string? Booking { get; init; }

    /// <summary>Which parity is to protect which stream; a track that is not named has none.</summary>
    public IReadOnlyList<StreamProtection> Protection { get; init; } = [];

    /// <summary>The share of the media's rate that is to be set aside for packets sent again; null: none are.</summary>
    public Ratio? Resend { get; init; }

    /// <summary>Whether the same is asked; a list that is read twice is another object each time.</summary>
    public bool Equals(FlowSpec? other) => other is not null
        && Accept.SequenceEqual(other.Accept) && Protection.SequenceEqual(other.Protection) && Terms.Equals(other.Terms);

    public override int GetHashCode() => Terms.GetHashCode();

    private object Terms => (Class, Traffic, MaxRate, (Delay, Jitter, Loss, LossBurst), (Buffer, Memory), Priority, Booking, Resend);
}
