namespace Streaming.Ffmpeg.Decoding;

/// <summary>A picture as it comes out of a decoder, in the order in which pictures are shown.</summary>
/// <param name="Frame">Belongs to whoever takes it; may be disposed on any thread, also after the decoder.</param>
/// <param name="Position">What was given in with the access unit that it comes from.</param>
/// <param name="IsDamaged">Something of it, or of what it refers to, was missing: what is seen is in part made up.</param>
public readonly record struct DecodedPicture(VideoFrame Frame, MediaTime Position, bool IsDamaged);
