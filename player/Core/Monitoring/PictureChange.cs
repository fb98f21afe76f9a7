using Streaming.Formats.Media;

namespace Streaming.Player.Monitoring;

/// <summary>From here on the picture of a stream has another size: another rendition.</summary>
/// <param name="SinceStart">Its presentation time, from the position playing began at; null where the server named none.</param>
/// <param name="Came">When its first sample was whole.</param>
public readonly record struct PictureChange(PictureSize Size, TimeSpan? SinceStart, Instant Came);
