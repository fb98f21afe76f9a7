using System.CommandLine;
using Streaming.Player.Client;
using Streaming.Player.Desktop.Output;

namespace Streaming.Player.Desktop.Commands;

/// <summary><c>channels [ADDRESS]</c>: the channels of a server, and those that are announced on the network.</summary>
internal static class ChannelsArguments
{
    /// <summary>What is announced is announced every few minutes; a channel that has just begun every few seconds.</summary>
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    public static Command Create()
    {
        Argument<string?> address = new("ADDRESS")
        {
            Description = "http://HOST:8080 or rtsp://HOST:8554/; left out: what is announced on the network",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<string?> listen = new("--listen")
        {
            HelpName = "TIME", Description = "How long to listen for announcements, such as 30s; without ADDRESS 5s",
        };
        Option<string?> through = new("--interface") { HelpName = "NAME|ADDRESS", Description = "Where to listen; otherwise everywhere" };
        Command command = new("channels", "Lists channels.") { address, listen, through };
        command.SetAction(async (parsed, stop) =>
        {
            (TextWriter output, TextWriter errors) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            try
            {
                string? server = parsed.GetValue(address);
                TimeSpan? time = Time(parsed.GetValue(listen)) ?? (server is null ? Usual : null);
                return await RunAsync(server, time, parsed.GetValue(through), output, errors, stop);
            }
            catch (UsageException wrong)
            {
                await errors.WriteLineAsync($"channels: {wrong.Message}");
                return ExitCode.WrongUsage;
            }
        });
        return command;
    }

    private static async Task<int> RunAsync(
        string? server, TimeSpan? listens, string? through, TextWriter output, TextWriter errors, CancellationToken stop)
    {
        List<ListedChannel> found = [];
        if (server is not null)
        {
            try
            {
                using HttpClient http = new();
                IReadOnlyList<CatalogueTitle> own = await new CatalogueClient(http, TimeProvider.System).ReadChannelsAsync(server, stop);
                found.AddRange(own.Select(channel => new ListedChannel(channel.Name, channel.Address, "", "the server")));
            }
            catch (CatalogueException fault)
            {
                await errors.WriteLineAsync($"channels: {fault.Message}");
                return ExitCode.Failure;
            }
        }

        if (listens is { } time)
            found.AddRange(await HearAsync(time, through, errors, stop));
        ChannelTable.Write(output, found);
        return ExitCode.Done;
    }

    private static async Task<IReadOnlyList<ListedChannel>> HearAsync(
        TimeSpan time, string? through, TextWriter errors, CancellationToken stop)
    {
        await using SapListener listener = new(TimeProvider.System, through);
        if (!listener.IsListening)
            throw new UsageException(through is null ? "this machine can join no group" : $"this machine has no interface '{through}'");
        try
        {
            await Task.Delay(time, stop);
        }
        catch (OperationCanceledException)
        {
            // What was heard until then is listed.
        }

        if (listener.Ignored > 0)
            await errors.WriteLineAsync($"{listener.Ignored} announcements could not be read, or were too many");
        return [.. listener.Channels.Select(heard => new ListedChannel(heard.Name, heard.Address, heard.Group, heard.From))];
    }

    private static TimeSpan? Time(string? text)
    {
        if (text is null)
            return null;
        return DurationText.TryParse(text, out TimeSpan time) && time > TimeSpan.Zero && time <= Longest
            ? time
            : throw new UsageException($"--listen {text}: give a time up to an hour, such as 5s");
    }
}
