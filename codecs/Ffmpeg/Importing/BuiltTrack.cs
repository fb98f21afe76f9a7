using Streaming.Formats.Media;

namespace Streaming.Ffmpeg.Importing;

/// <summary>A track whose sample file lies finished in the work folder.</summary>
/// <param name="Dropped">Packets that were damaged beyond use.</param>
internal sealed record BuiltTrack(TrackIndex Index, int Dropped);
