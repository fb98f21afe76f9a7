namespace Streaming.Player.Receiving;

/// <summary>Decides when a packet leaves the reorder buffer: in order at once, behind a gap when what is missing is of no use any
/// more.</summary>
/// <remarks>
/// Pure: the buffer obeys. A wait of zero suits connections that keep order by themselves; 200 ms covers what networks reorder (and one
/// retransmission) and is far below what anybody notices at the start of a film. Where a contract allows the server to send anything up to
/// a buffer later than its time, what is missing is not lost before that; on a connection it never comes. Whoever plays knows better than
/// both, and is waited for exactly as long as it says.
/// </remarks>
/// <param name="Wait">How long a missing packet is waited for, from when it was first missed.</param>
public sealed record ReorderPolicy(TimeSpan Wait)
{
    public static readonly ReorderPolicy Datagrams = new(TimeSpan.FromMilliseconds(200));

    public static readonly ReorderPolicy Connection = new(TimeSpan.Zero);

    public ReorderAction Decide(in ReorderSnapshot snapshot, Instant now) => snapshot switch
    {
        { IsNextHere: true, IsFull: true } => ReorderAction.Release,
        { IsFull: true } => ReorderAction.GiveUp,
        { IsOpen: false } or { Held: 0 } => ReorderAction.Wait,
        { IsNextHere: true } => ReorderAction.Release,
        _ => now >= NextDecision(snapshot) ? ReorderAction.GiveUp : ReorderAction.Wait,
    };

    /// <summary>When asking again makes sense though nothing has arrived.</summary>
    public Instant NextDecision(in ReorderSnapshot snapshot) =>
        snapshot is { IsOpen: true, IsNextHere: false, Held: > 0 } ? GivesUpAt(snapshot) : Instant.Never;

    private Instant GivesUpAt(in ReorderSnapshot snapshot) => Wait == TimeSpan.Zero
        ? snapshot.GapSince
        : snapshot.UsefulUntil ?? Instant.Max(snapshot.GapSince + Wait, snapshot.NeededBy);
}
