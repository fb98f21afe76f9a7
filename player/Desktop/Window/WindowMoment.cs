using Streaming.Player.Desktop.Playing;
using Streaming.Player.Desktop.Window.Library;
using Streaming.Player.Desktop.Window.Scenes;

namespace Streaming.Player.Desktop.Window;

/// <summary>Everything the interface looks at when something happens or is drawn.</summary>
/// <param name="Picture">The film's picture that is there; null before the first, and for sound alone.</param>
internal sealed record WindowMoment(
    Instant Now, Measures Size, PlayerView Player, LibraryView Library, PictureShape? Picture = null, PictureShape? Slide = null,
    bool IsFullScreen = false);
