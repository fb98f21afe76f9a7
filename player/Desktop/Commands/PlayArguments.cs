using System.CommandLine;
using System.Globalization;
using Streaming.Formats.Media;
using Streaming.Player.Contracts;
using Streaming.Player.Sessions;
using Streaming.Qos.FlowSpecs;

namespace Streaming.Player.Desktop.Commands;

/// <summary>The command line of <c>play</c>.</summary>
internal static class PlayArguments
{
    public static Command Create()
    {
        Argument<string?> url = Url();
        Option<bool> headless = new("--headless") { Description = "Receive and report without a window" };
        Option<string?> duration = new("--duration") { HelpName = "SECONDS", Description = "Stop after this long" };
        Option<string?> report = new("--report") { HelpName = "FILE.json", Description = "Write what was received as JSON" };
        Option<string> latency = Automatic("--latency", "auto|MS", "How long a missing packet is waited for");
        Option<string?> audio = new("--audio") { HelpName = "LANG", Description = "Language of the sound" };
        Option<string?> text = new("--text") { HelpName = "LANG", Description = "Language of the subtitles" };
        Option<string?> interleave = new("--interleave")
        {
            HelpName = "yes|PxN",
            Description = "Sound whose frames are spread over packets: a lost packet costs single frames (4x3: P packets of N)",
        };
        Option<string?> verify = Verify();
        Option<string> transport = Automatic("--transport", null, "How the media comes");
        transport.AcceptOnlyFromAmong("auto", "multicast", "udp", "tcp");
        Option<string?> through = new("--interface") { HelpName = "NAME|ADDRESS", Description = "Where a channel's groups are joined" };
        Option<string?> start = new("--start") { HelpName = "SECONDS", Description = "Start here instead of at the beginning" };

        Command command = new("play", "Plays a title or a channel.")
        {
            url, headless, duration, report, latency, audio, text, interleave, verify, transport, through, start,
        };
        FlowArguments flow = new();
        flow.AddTo(command);
        RepairArguments repair = new();
        repair.AddTo(command);
        command.SetAction(async (parsed, stop) =>
        {
            (TextWriter output, TextWriter errors) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            try
            {
                bool isHeadless = parsed.GetValue(headless);
                (FlowSpec wish, IReadOnlyList<LaterWish> later) =
                    flow.Read(parsed, isHeadless ? FlowArguments.UsualHeadless : FlowArguments.UsualWindow);
                PlayOptions options = new()
                {
                    Address = parsed.GetValue(url) ?? "",
                    Transport = Enum.Parse<TransportChoice>(parsed.GetValue(transport)!, ignoreCase: true),
                    Interface = parsed.GetValue(through),
                    Start = Seconds("--start", parsed.GetValue(start)) is { } from ? MediaTime.Zero + from : null,
                    Duration = Seconds("--duration", parsed.GetValue(duration)),
                    Latency = Latency(parsed.GetValue(latency)!),
                    Audio = parsed.GetValue(audio),
                    Text = parsed.GetValue(text),
                    Interleave = Pattern(parsed.GetValue(interleave)),
                    Report = parsed.GetValue(report),
                    Verify = parsed.GetValue(verify),
                    Wish = wish,
                    Later = later,
                    Protection = repair.Read(parsed),
                };
                return await RunAsync(options, isHeadless, output, errors, stop);
            }
            catch (UsageException wrong)
            {
                await errors.WriteLineAsync($"play: {wrong.Message}");
                return ExitCode.WrongUsage;
            }
        });
        return command;
    }

    private static Task<int> RunAsync(PlayOptions options, bool isHeadless, TextWriter output, TextWriter errors, CancellationToken stop)
    {
        if (isHeadless)
            return new PlayCommand(output, errors).RunAsync(options, stop);
        return options.Verify is null
            ? new WatchCommand(output, errors).RunAsync(options, stop)
            : throw new UsageException("--verify compares what is received, which needs --headless");
    }

    private static Argument<string?> Url() => new("URL")
    {
        Description = "rtsp://HOST[:PORT]/TITLE or /channels/NAME; or http://HOST:8080, rtsp://HOST:PORT/ to choose a title from a list",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static Option<string?> Verify() => new("--verify")
    {
        HelpName = "FILE|FOLDER", Description = "Compare with this film, or stored title with all renditions; exit 1 on any difference",
    };

    private static Option<string> Automatic(string name, string? values, string description) =>
        new(name) { HelpName = values, Description = description, DefaultValueFactory = _ => "auto" };

    /// <exception cref="UsageException">It is no RTSP address.</exception>
    public static RtspAddress Address(string url) => RtspAddress.TryParse(url, out RtspAddress? address)
        ? address
        : throw new UsageException($"'{url}' is no RTSP address; write rtsp://HOST[:PORT]/TITLE");

    private static string? Pattern(string? text) => text is null || InterleavingPattern.TryParse(text, out _)
        ? text
        : throw new UsageException($"--interleave {text}: give yes, or PACKETSxFRAMES such as 4x3, both 2 to 8 and 32 frames in all");

    private static TimeSpan? Seconds(string option, string? text)
    {
        if (text is null)
            return null;
        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds) && seconds <= 1e8
            ? TimeSpan.FromSeconds(seconds)
            : throw new UsageException($"{option} {text}: give seconds, such as 10 or 2.5");
    }

    private static TimeSpan? Latency(string text)
    {
        if (text == "auto")
            return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int milliseconds) && milliseconds <= 60_000
            ? TimeSpan.FromMilliseconds(milliseconds)
            : throw new UsageException($"--latency {text}: give auto, or milliseconds from 0 to 60000");
    }
}
