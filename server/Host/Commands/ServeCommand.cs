using System.CommandLine;
using Streaming.Server.Host.Configuration;
using Streaming.Server.Host.Telemetry;

namespace Streaming.Server.Host.Commands;

/// <summary><c>serve</c>: reads the configuration, starts the server, and ends it when asked to.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        Command command = new("serve", "Serves the films of the library until Ctrl-C.");
        ConfigurationFlags flags = new(command,
            ("--library", "library", "DIR", "A folder of films; may be repeated (default: the sample library)"),
            ("--data", "data", "DIR", "The folder for all that is derived from films"),
            ("--host", "host", "ADDRESS", "The address to listen on (default: all)"),
            ("--rtsp", "rtsp.port", "PORT", "The port of RTSP (default 8554; 0 = any free one)"),
            ("--rtp", "rtp.port", "PORT", "The first of the two ports of RTP and RTCP (default 8000)"),
            ("--http", "http.port", "PORT", "The port of HTTP (default 8080)"),
            ("--log-format", "log.format", "FORMAT", "text or json"),
            ("--log-level", "log.level", "LEVEL", "trace, debug, info, warning, error or none"));
        Option<bool> write = new("--write-config") { Description = "Write the commented configuration file with every default, and end" };
        command.Options.Add(write);
        command.SetAction(async (parsed, stop) =>
        {
            (TextWriter output, TextWriter errors) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            return parsed.GetValue(write)
                ? await WriteConfigAsync(parsed.GetValue(flags.File) ?? ConfigurationSources.DefaultFile, output, errors, stop)
                : await RunAsync(await flags.LoadAsync(parsed, errors), output, errors, stop);
        });
        return command;
    }

    private static async Task<int> WriteConfigAsync(string file, TextWriter output, TextWriter errors, CancellationToken stop)
    {
        try
        {
            // CreateNew: a file somebody has worked on is never overwritten.
            await using FileStream stream = new(file, FileMode.CreateNew, FileAccess.Write);
            await using StreamWriter writer = new(stream);
            await writer.WriteAsync(ConfigurationText.Write(new()).AsMemory(), stop);
            await output.WriteLineAsync($"wrote {file}");
            return ExitCode.Done;
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync(File.Exists(file)
                ? $"{file} exists already: move it away, or name another with --config FILE"
                : $"cannot write {file}: {wrong.Message}");
            return ExitCode.Failure;
        }
    }

    private static async Task<int> RunAsync(LoadedConfiguration loaded, TextWriter output, TextWriter errors, CancellationToken stop)
    {
        if (loaded.Options is not { } options)
            return loaded.Exit;
        using LogProvider log = new(output, options.Log.Format, options.Log.Level, TimeProvider.System);
        try
        {
            if (options.Library.Count == 0)
                await SampleLibrary.MakeAsync(errors, stop);
            await using StreamingServer server = await StreamingServer.StartAsync(SampleLibrary.Resolve(options), log, stop);
            await using ConfigurationWatcher watcher = new(
                loaded.Sources, options, changed => Apply(server, log, changed), log.For<ConfigurationWatcher>(), TimeProvider.System);
            new Announcer(server, options, log, output).Begin();
            await Task.Delay(Timeout.InfiniteTimeSpan, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return ExitCode.Done;
        }
        catch (ServerStartException wrong)
        {
            await errors.WriteLineAsync(wrong.Message);
            return ExitCode.Failure;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return ExitCode.Done;
        }
    }

    private static void Apply(StreamingServer server, LogProvider log, ServerOptions changed)
    {
        log.Level = changed.Log.Level;
        server.Apply(SampleLibrary.Resolve(changed));
    }
}
