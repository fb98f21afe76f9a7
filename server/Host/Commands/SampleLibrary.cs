using Streaming.Ffmpeg;
using Streaming.Ffmpeg.Processes;
using Streaming.Server.Host.Configuration;

namespace Streaming.Server.Host.Commands;

/// <summary>What is served when no library is configured: a film that lets anyone see whether picture and sound are together.</summary>
internal static class SampleLibrary
{
    private static string Folder { get; } = Path.Combine(HomeFolder.Path, "samples", "library");

    public static ServerOptions Resolve(ServerOptions options) => options.Library.Count > 0 ? options : options with { Library = [Folder] };

    /// <summary>Makes the film, unless it is there. Takes a few seconds.</summary>
    /// <exception cref="ServerStartException">ffmpeg is missing, or the folder cannot be written.</exception>
    public static async Task MakeAsync(TextWriter messages, CancellationToken stop)
    {
        string film = Path.Combine(Folder, "sample.mp4");
        if (File.Exists(film))
            return;
        await messages.WriteLineAsync($"making the sample film {film}");
        try
        {
            await SampleFilm.MakeAsync(film, stop);
        }
        catch (Exception wrong) when (wrong is MediaException or IOException or UnauthorizedAccessException)
        {
            string why = wrong.Message.ReplaceLineEndings(" ").TrimEnd('.', ' ');
            throw new ServerStartException($"{why}; serve films of your own with --library DIR", wrong);
        }
    }
}
