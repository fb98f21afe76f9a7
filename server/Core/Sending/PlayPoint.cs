namespace Streaming.Server.Sending;

/// <summary>What a PLAY will do: the exact answer for its Range and RTP-Info headers.</summary>
/// <param name="Start">Where playing starts: of a seek, the key frame at or before the asked position.</param>
/// <param name="End">Where it ends: samples presented at or after it are not sent.</param>
/// <param name="Streams">One for each stream of the session, in its order.</param>
public sealed record PlayPoint(MediaTime Start, MediaTime End, IReadOnlyList<StreamPoint> Streams);
