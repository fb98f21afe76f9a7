using Streaming.Player.Desktop.Playing;
using Streaming.Player.Desktop.Sdl;
using Streaming.Player.Desktop.Window.Library;

namespace Streaming.Player.Desktop.Window;

/// <summary>The window of the player: shows, listens, and turns what the viewer does into commands.</summary>
/// <remarks>Its title reads "NAME – Streaming" once a picture of a film was shown; before that just "Streaming".</remarks>
internal static class FilmWindow
{
    /// <summary>Opens the window and runs it on this thread until the viewer quits or <paramref name="stop"/> is asked for.</summary>
    /// <exception cref="SdlException">There is no display, no SDL or no font: one line says which, and what to do.</exception>
    public static void Run(IFilmPlayer player, ILibrary library, WindowOptions options, CancellationToken stop)
    {
        SdlLibrary.Require();
        if (options.Address.Length > 0)
            player.Do(new PlayerCommand.Open(options.Address));
        stop.WaitHandle.WaitOne();
    }
}
