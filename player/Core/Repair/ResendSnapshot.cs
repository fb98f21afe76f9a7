using Streaming.Formats.Fec;

namespace Streaming.Player.Repair;

/// <summary>What the decision about one missing packet depends on.</summary>
/// <param name="Since">When it was first missed.</param>
/// <param name="NeededBy">When it must be here to be of use.</param>
/// <param name="KeptUntil">When the sender forgets it.</param>
/// <param name="Prospect">What parity can do about it.</param>
/// <param name="Asked">How often it was asked for.</param>
/// <param name="AskedAt">When, the last time.</param>
/// <param name="Overtaken">How late packets come that were only overtaken.</param>
/// <param name="RoundTrip">From asking to having, as a rule.</param>
/// <param name="Retry">From asking to when it must be lost again.</param>
internal readonly record struct ResendSnapshot(
    Instant Since, Instant NeededBy, Instant KeptUntil, FecProspect Prospect, int Asked, Instant AskedAt, TimeSpan Overtaken,
    TimeSpan RoundTrip, TimeSpan Retry);
