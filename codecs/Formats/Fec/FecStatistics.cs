namespace Streaming.Formats.Fec;

/// <summary>What became of the parity packets of a stream, and of what was missing.</summary>
/// <param name="Parity">Parity packets taken; each ends as idle, used, duplicate or expired.</param>
/// <param name="Recovered">Packets that were missing and are not.</param>
/// <param name="Idle">Parity packets that nothing was missing of.</param>
/// <param name="Duplicates">Parity packets that came twice.</param>
/// <param name="Expired">Parity packets given up: too much of theirs was missing for too long.</param>
/// <param name="Malformed">Parity packets that are none, or claim what cannot be.</param>
/// <param name="Foreign">Packets, of media or parity, of another source or payload type.</param>
/// <param name="Refused">Recovered packets not handed out, since they could not be of this stream.</param>
/// <param name="Restarts">How often everything was forgotten, since what came did not fit to what was there.</param>
public readonly record struct FecStatistics(
    long Parity,
    long Recovered,
    long Idle,
    long Duplicates,
    long Expired,
    long Malformed,
    long Foreign,
    long Refused,
    long Restarts);
