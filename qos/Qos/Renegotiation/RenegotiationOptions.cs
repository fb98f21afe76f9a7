namespace Streaming.Qos.Renegotiation;

/// <summary>How slow a session is to change.</summary>
public sealed record RenegotiationOptions
{
    public static readonly RenegotiationOptions Default = new();

    /// <summary>Between two changes, unless there is no room at all for what is played, or the client or the breaker wants it.</summary>
    public TimeSpan Spacing { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long there must have been room without a break before the first move up: two spacings, so that a link that flaps every
    /// second never gets there.</summary>
    public TimeSpan FirstHold { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Beyond this the hold does not grow: 20 s doubled five times.</summary>
    public TimeSpan LongestHold { get; init; } = TimeSpan.FromSeconds(640);

    /// <summary>A move up that is taken back within this time has failed: the hold doubles.</summary>
    public TimeSpan Probation { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>After so long without a move down the hold halves.</summary>
    public TimeSpan Calm { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Moves down for loss in a row that did not make it smaller by a quarter, until none follows.</summary>
    public int MostFutile { get; init; } = 2;
}
