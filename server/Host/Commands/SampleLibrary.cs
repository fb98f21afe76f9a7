using Streaming.Ffmpeg;
using Streaming.Ffmpeg.Processes;
using Streaming.Server.Host.Configuration;

namespace Streaming.Server.Host.Commands;

/// <summary>What is served when no library is configured: a film that lets anyone see whether picture and sound are together.</summary>
internal static class SampleLibrary
{
    private static string Folder { get; } = Path.Combine(HomeFolder.Path, "samples", "library");

    public static ServerOptions Resolve(ServerOptions options) => options.Library.Count > 0 ? options : options with { Library = [Folder] };

    /// <summary>Makes what is not there yet of the film and its slides. Takes a few seconds.</summary>
    /// <exception cref="ServerStartException">ffmpeg is missing, or the folder cannot be written.</exception>
    public static async Task MakeAsync(TextWriter messages, CancellationToken stop)
    {
        string film = Path.Combine(Folder, "sample.mp4"), slides = Path.Combine(Folder, "slides.title");
        try
        {
            if (!File.Exists(film))
            {
                await messages.WriteLineAsync($"making the sample film {film}");
                await SampleFilm.MakeAsync(film, stop);
            }

            if (!Directory.Exists(slides))
                await SampleSlides.MakeAsync(film, slides, stop);
        }
        catch (Exception wrong) when (wrong is MediaException or IOException or UnauthorizedAccessException)
        {
            string why = wrong.Message.ReplaceLineEndings(" ").TrimEnd('.', ' ');
            throw new ServerStartException($"{why}; serve films of your own with --library DIR", wrong);
        }
    }
}
