using SessionRecord = Streaming.Lab.Records.SessionRecord;

namespace Streaming.Lab.Virtual.Courses;

/// <summary>A course up to some moment.</summary>
/// <param name="Record">By the times of the run in which it was played alone.</param>
/// <param name="Events">How many had happened.</param>
/// <param name="Packets">That had left the server; so for <paramref name="Bytes"/>.</param>
/// <param name="Links">Packets and bytes that had passed each link, in the order of its course's layout.</param>
internal sealed record Snapshot(
    SessionRecord Record, bool IsAdmitted, int Events, long Packets, long Bytes, IReadOnlyList<(long Packets, long Bytes)> Links);
