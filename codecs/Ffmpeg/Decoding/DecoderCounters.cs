namespace Streaming.Ffmpeg.Decoding;

/// <summary>What a decoder has done so far.</summary>
/// <param name="Accepted">Access units given in.</param>
/// <param name="Decoded">Pictures, or frames of sound, that came out.</param>
/// <param name="Damaged">Of these, the ones known to be damaged.</param>
/// <param name="Failed">Access units that were refused as broken.</param>
/// <param name="LastFault">The last refusal in the library's words; null while there was none.</param>
public readonly record struct DecoderCounters(long Accepted, long Decoded, long Damaged, long Failed, string? LastFault);
