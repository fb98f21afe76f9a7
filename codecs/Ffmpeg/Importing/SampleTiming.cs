namespace Streaming.Ffmpeg.Importing;

/// <summary>When one sample is decoded and shown, in the units of its track's clock.</summary>
internal readonly record struct SampleTiming(long DecodeUnits, long PresentationUnits, int Duration);
