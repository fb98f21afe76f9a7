namespace Streaming.Ffmpeg.Importing;

/// <summary>The length of one tick of a container's clock, in seconds, as an exact fraction.</summary>
internal readonly record struct TimeBase(long Numerator, long Denominator);
