using System.CommandLine;
using Streaming.Player.Client;
using Streaming.Player.Desktop.Output;
using Streaming.Player.Sessions;

namespace Streaming.Player.Desktop.Commands;

/// <summary><c>probe URL</c>: what a server offers under an address.</summary>
internal static class ProbeArguments
{
    public static Command Create()
    {
        Argument<string> url = new("URL") { Description = "rtsp://HOST[:PORT]/TITLE" };
        Option<bool> json = new("--json") { Description = "As JSON" };
        Command command = new("probe", "Says what a server offers: streams, codings, rates, languages, duration.") { url, json };
        command.SetAction(async (parsed, stop) =>
        {
            (TextWriter output, TextWriter errors) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            try
            {
                return await RunAsync(PlayArguments.Address(parsed.GetValue(url)!), parsed.GetValue(json), output, errors, stop);
            }
            catch (UsageException wrong)
            {
                await errors.WriteLineAsync($"probe: {wrong.Message}");
                return ExitCode.WrongUsage;
            }
        });
        return command;
    }

    private static async Task<int> RunAsync(RtspAddress address, bool json, TextWriter output, TextWriter errors, CancellationToken stop)
    {
        HeadlessOptions options = new() { Client = new() { Address = address, DescribeOnly = true } };
        PlayerResult result = await new HeadlessPlayer(options, TimeProvider.System).RunAsync(stop);
        if (result.Presentation is not { } presentation)
        {
            string why = result.Outcome is SessionOutcome.Failed failed ? failed.Message : "stopped";
            await errors.WriteLineAsync($"{address}: {why}");
            return ExitCode.Failure;
        }

        if (json)
            await output.WriteLineAsync(OfferJson.Write(address.Url, result.Report.Server, presentation));
        else
            OfferTable.Write(output, result.Report.Server, presentation);
        return ExitCode.Done;
    }
}
