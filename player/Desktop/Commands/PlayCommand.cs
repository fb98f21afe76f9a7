using Streaming.Player.Client;
using Streaming.Player.Desktop.Films;
using Streaming.Player.Desktop.Output;
using Streaming.Player.Sessions;

namespace Streaming.Player.Desktop.Commands;

/// <summary><c>play URL --headless</c>: receives a title, reports, and compares it with its film where asked to.</summary>
internal sealed class PlayCommand(TextWriter output, TextWriter errors)
{
    /// <exception cref="UsageException">A file that was named is not there, or cannot be written.</exception>
    public async Task<int> RunAsync(PlayOptions options, CancellationToken stop)
    {
        RtspAddress address = PlayArguments.Address(options.Address).With("interleave", options.Interleave);
        ReportFile.Check(options.Report);
        using Film? film = options.Verify is null ? null : await OpenFilmAsync(options.Verify, stop);
        if (options.Verify is not null && film is null)
            return ExitCode.Failure;

        using ProgressLine progress = new(errors, isShown: !Console.IsErrorRedirected);
        HeadlessPlayer player = new(Headless(options, address, progress), TimeProvider.System);
        PlayerResult result = await player.RunAsync(stop);
        progress.Clear();

        bool isGood = result.Outcome is SessionOutcome.Completed;
        if (result.Answer is not null)
            ReportTable.Write(output, result.Report);
        if (result.Outcome is SessionOutcome.Failed failed)
            await errors.WriteLineAsync($"{options.Address}: {failed.Message}");
        if (film is not null && result.Answer is not null)
            isGood &= VerifyReport.Write(output, errors, film, result);
        isGood &= await ReportFile.WriteAsync(options.Report, result.Report, errors);
        return isGood ? ExitCode.Done : ExitCode.Failure;
    }

    private static HeadlessOptions Headless(PlayOptions options, RtspAddress address, ProgressLine progress)
    {
        ReceiverOptions receiver = new() { KeepsDigests = options.Verify is not null };
        return new()
        {
            Client = new()
            {
                Address = address,
                Transport = options.Transport,
                Start = options.Start,
                Duration = options.Duration,
                Audio = options.Audio,
                Text = options.Text,
                Wish = options.Wish,
                Later = options.Later,
                Repair = options.Protection is not null,
                Protection = options.Protection,
            },
            Interface = options.Interface,
            Receiver = options.Latency is { } wait ? receiver with { ReorderWait = wait } : receiver,
            Notice = progress.Note,
            Progress = progress.IsShown ? progress.Show : null,
        };
    }

    private async Task<Film?> OpenFilmAsync(string path, CancellationToken stop)
    {
        if (!Path.Exists(path))
            throw new UsageException($"--verify {path}: there is no such file or folder");
        try
        {
            return await Film.OpenAsync(path, stop);
        }
        catch (FilmException fault)
        {
            await errors.WriteLineAsync($"--verify {path}: {fault.Message}");
        }
        catch (OperationCanceledException)
        {
            await errors.WriteLineAsync("stopped before anything was played");
        }

        return null;
    }
}
