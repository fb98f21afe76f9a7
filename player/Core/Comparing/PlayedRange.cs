namespace Streaming.Player.Comparing;

/// <summary>Which part of a title was to be received.</summary>
/// <param name="Start">As the server answered: of a seek, the key picture's own time.</param>
/// <param name="End">Samples presented at or after it need not come.</param>
/// <param name="IsWhole">Whether playing went on to the end, so that everything up to it must have come.</param>
/// <param name="MayBeThinned">Whether samples that no other needs may have been left out on purpose.</param>
public readonly record struct PlayedRange(MediaTime Start, MediaTime End, bool IsWhole, bool MayBeThinned = false);
