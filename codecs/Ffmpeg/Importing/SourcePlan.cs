using Streaming.Ffmpeg.Probing;

namespace Streaming.Ffmpeg.Importing;

/// <summary>What is made of one file, and what is left out and why.</summary>
/// <param name="Notes">Sentences for the person who imports, such as "stream 3 (dvd_subtitle): bitmap subtitles are left out".</param>
internal sealed record SourcePlan(MediaFacts Facts, IReadOnlyList<TrackPlan> Tracks, IReadOnlyList<string> Notes);
