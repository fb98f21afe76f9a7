namespace Streaming.Player.Announcing;

/// <summary>A channel that somebody announces.</summary>
/// <param name="Name">For people; without control characters.</param>
/// <param name="Address">Where it is played: <c>rtsp://…</c>; empty where none is named, as other servers do.</param>
/// <param name="Group">Where its first stream goes; empty where that is no group.</param>
/// <param name="Lanes">How many streams it has, parity left out.</param>
/// <param name="From">Who announced it.</param>
public sealed record HeardChannel(string Name, string Address, string Group, int Lanes, string From)
{
    /// <summary>When it was announced last.</summary>
    public required Instant Heard { get; init; }
}
