using Streaming.Formats.Media;

namespace Streaming.Server.Sessions;

/// <summary>The session description of a title.</summary>
internal static class SdpOffer
{
    public static byte PayloadType(Title title, Track track) => 96;
    public static byte[] Write(Title title, IReadOnlyList<Track> tracks, ConnectionFacts connection) => [];
}
