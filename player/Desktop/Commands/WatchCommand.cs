using Streaming.Ffmpeg.Decoding;
using Streaming.Player.Client;
using Streaming.Player.Desktop.Memory;
using Streaming.Player.Desktop.Output;
using Streaming.Player.Desktop.Playing;
using Streaming.Player.Desktop.Sdl;
using Streaming.Player.Desktop.Titles;
using Streaming.Player.Desktop.Window;

namespace Streaming.Player.Desktop.Commands;

/// <summary><c>play [ADDRESS]</c>: the window.</summary>
internal sealed class WatchCommand(TextWriter output, TextWriter errors)
{
    /// <summary>Runs the window on this thread, as some systems demand of windows, until the viewer quits.</summary>
    /// <exception cref="UsageException">The report cannot be written where it was asked for.</exception>
    public async Task<int> RunAsync(PlayOptions options, CancellationToken stop)
    {
        ReportFile.Check(options.Report);
        if (!FfmpegLibraries.TryLoad(out string trouble))
        {
            await errors.WriteLineAsync($"play: {trouble}; or receive without a window: --headless");
            return ExitCode.Failure;
        }

        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        MonotonicClock clock = new(TimeProvider.System);
        PlayerMemory memory = new(MemoryFolder.Find(), errors.WriteLine);
        using HttpClient http = new() { Timeout = TimeSpan.FromSeconds(10) };
        await using SapListener announced = new(TimeProvider.System, options.Interface);
        using TitleLibrary library = new(new CatalogueClient(http, TimeProvider.System), announced, memory);
        using FilmPlayer player = new(Film(options, clock, memory, over));
        WindowOptions window = new() { Clock = () => clock.Now, Address = options.Address, Note = errors.WriteLine };
        try
        {
            FilmWindow.Run(player, library, window, over.Token);
        }
        catch (SdlException fault)
        {
            string way = fault.Message.Contains("--headless", StringComparison.Ordinal) ? "" : "; --headless plays without a window";
            await errors.WriteLineAsync($"play: {fault.Message}{way}");
            return ExitCode.Failure;
        }

        player.Dispose();
        return await FinishAsync(player.Result, options.Report);
    }

    private FilmPlayerOptions Film(PlayOptions options, MonotonicClock clock, PlayerMemory memory, CancellationTokenSource over) => new()
    {
        Client = playing => new NetworkClient(playing, TimeProvider.System, clock),
        Decoders = new FfmpegDecoders(),
        Speaker = SdlSpeaker.TryOpen,
        Clock = () => clock.Now,
        Memory = memory,
        Transport = options.Transport,
        Interface = options.Interface,
        Start = options.Start,
        Latency = options.Latency,
        Audio = options.Audio,
        Text = options.Text,
        Interleave = options.Interleave,
        Wish = options.Wish,
        Later = options.Later,
        Protection = options.Protection,
        Note = errors.WriteLine,
        FirstPicture = () =>
        {
            if (options.Duration is { } duration)
                over.CancelAfter(duration);
        },
    };

    private async Task<int> FinishAsync(PlayerResult? result, string? report)
    {
        if (result?.Answer is not null)
            ReportTable.Write(output, result.Report);
        if (report is null)
            return ExitCode.Done;
        if (result is not null)
            return await ReportFile.WriteAsync(report, result.Report, errors) ? ExitCode.Done : ExitCode.Failure;
        await errors.WriteLineAsync($"--report {report}: nothing was played, so there is nothing to report");
        return ExitCode.Failure;
    }
}
