using System.CommandLine;

namespace Streaming.Server.Host.Commands;

/// <summary>The command line of <c>probe FILE</c>; <c>./run</c> gives addresses to the player's own.</summary>
internal static class ProbeArguments
{
    public static Command Create()
    {
        Argument<string> file = new("FILE") { Description = "A media file, or an rtsp:// address" };
        Command command = new("probe", "Says what a film holds, and how it will be delivered.") { file };
        command.SetAction((parsed, stop) =>
        {
            InvocationConfiguration streams = parsed.InvocationConfiguration;
            return new ProbeFileCommand(streams.Output, streams.Error).RunAsync(parsed.GetValue(file)!, stop);
        });
        return command;
    }
}
