using Streaming.Formats.Media;

namespace Streaming.Codecs.Tests.Payloads;

/// <summary>A sample with the bytes the index only points to.</summary>
/// <param name="Stored">What lies in the sample file.</param>
/// <param name="Canonical">What a receiver hands out of it.</param>
internal sealed record FilmSample(MediaSample Sample, MediaUnit[] Units, byte[] Stored, byte[] Canonical);
