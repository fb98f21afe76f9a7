using System.Globalization;
using Spectre.Console;
using Streaming.Ffmpeg.Importing;
using Streaming.Ffmpeg.Storage;
using Streaming.Server.Host.Library;
using Streaming.Server.Traffic;

namespace Streaming.Server.Host.Commands;

/// <summary><c>import FILE...</c>: makes titles of films now instead of when the server starts.</summary>
/// <remarks>One line for each source, on standard error for those that fail, and what each track asks of a network; on a terminal a bar
/// while it works.</remarks>
internal sealed class ImportCommand(IAnsiConsole console, TextWriter output, TextWriter errors)
{
    public async Task<int> RunAsync(ImportCommandOptions options, CancellationToken stop)
    {
        if (!Ladder.TryParse(options.Ladder, out Ladder? ladder, out string mistake))
            return await RefuseAsync($"--ladder: {mistake}");
        foreach (string library in options.Libraries)
        {
            if (!Directory.Exists(library))
                return await RefuseAsync($"--library: there is no folder {library}");
        }

        string[] sources = [.. options.Files, .. options.Libraries.SelectMany(LibraryFolder.Sources)];
        if (sources.Length == 0)
            return await RefuseAsync("nothing to import: name files, or a folder with --library DIR");

        TitleFolders folders = new(options.Data);
        Importer importer = new(folders, new ImportOptions { Ladder = ladder, Traffic = TrafficAnalysis.Of });
        importer.Sweep();
        bool failed = false;
        try
        {
            foreach (string source in sources)
                failed |= !await TellAsync(await ImportAsync(importer, source, stop), folders);
            return failed ? ExitCode.Failure : ExitCode.Done;
        }
        catch (OperationCanceledException)
        {
            await errors.WriteLineAsync("stopped: what was finished is kept, of the rest nothing is left behind");
            return ExitCode.Failure;
        }
    }

    private async Task<int> RefuseAsync(string why)
    {
        await errors.WriteLineAsync(why);
        return ExitCode.WrongUsage;
    }

    private async Task<ImportResult> ImportAsync(Importer importer, string source, CancellationToken stop)
    {
        if (!console.Profile.Capabilities.Interactive || Console.IsOutputRedirected)
            return await importer.ImportAsync(source, null, stop);
        return await console.Progress().AutoClear(true).HideCompleted(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async bars =>
            {
                ProgressTask bar = bars.AddTask(Markup.Escape(Path.GetFileName(source)), maxValue: 1);
                return await importer.ImportAsync(source, new BarProgress(bar), stop);
            });
    }

    /// <summary>One line, one for each thing left out, and one for each track.</summary>
    private async Task<bool> TellAsync(ImportResult result, TitleFolders folders)
    {
        switch (result)
        {
            case ImportResult.Imported imported:
                string size = $"{Count(imported.Title.Tracks.Count)}, {Length(imported.Title.Duration)}";
                await output.WriteLineAsync($"{result.Source}: imported as '{imported.Title.Id}', {size}");
                foreach (string note in imported.Notes)
                    await output.WriteLineAsync($"  {note}");
                foreach (string line in folders.Index(imported.Title.Id) is { } index ? TrafficTable.Lines(index) : [])
                    await output.WriteLineAsync(line);
                return true;
            case ImportResult.Unchanged unchanged:
                await output.WriteLineAsync($"{result.Source}: unchanged, '{unchanged.Title.Id}' is stored already");
                return true;
            case ImportResult.Failed failed:
                await errors.WriteLineAsync($"{result.Source}: {failed.Why}");
                return false;
            default:
                throw new InvalidOperationException("an import result nobody told about");
        }
    }

    private static string Count(int tracks) => tracks == 1 ? "1 track" : $"{tracks} tracks";

    private static string Length(TimeSpan length) => length.TotalHours >= 1
        ? length.ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture)
        : length.ToString(@"m\:ss\.f", CultureInfo.InvariantCulture);

    private sealed class BarProgress(ProgressTask bar) : IProgress<double>
    {
        public void Report(double value) => bar.Value = value;
    }
}
