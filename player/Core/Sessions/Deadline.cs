namespace Streaming.Player.Sessions;

/// <summary>When a machine wants to be called though nothing has happened, and why.</summary>
public readonly record struct Deadline(Instant At, WakeReason Why)
{
    public static readonly Deadline Never = new(Instant.Never, WakeReason.None);

    public static Deadline Earlier(Deadline left, Deadline right) => right.At < left.At ? right : left;

    public override string ToString() => $"{At} ({Why})";
}
