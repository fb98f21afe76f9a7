namespace Streaming.Ffmpeg.Decoding;

/// <summary>How pictures are to be decoded.</summary>
/// <param name="Threads">At most so many threads, each working on a part of the same picture: none adds delay.</param>
/// <param name="UseHardware">Try the machine's decoding hardware first; where there is none, or where it fails, software goes on.</param>
public sealed record VideoDecoderOptions(int Threads = 2, bool UseHardware = true);
