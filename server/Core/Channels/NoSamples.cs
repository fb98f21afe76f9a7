using Streaming.Formats.Media;

namespace Streaming.Server.Channels;

/// <summary>What a lane sends before its first title.</summary>
internal sealed class NoSamples : IByteSource
{
    private static readonly NoSamples Instance = new();

    public long Length => 0;

    public static (TrackIndex Index, IByteSource Film) Of(Track track) => (new(track, [], []), Instance);

    public bool TryRead(long offset, Span<byte> destination) => false;
}
