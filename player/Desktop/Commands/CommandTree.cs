using System.CommandLine;
using System.CommandLine.Help;

namespace Streaming.Player.Desktop.Commands;

/// <summary>The player program's command line.</summary>
internal static class CommandTree
{
    /// <summary>Runs one command to its end.</summary>
    /// <param name="stop">Ends playing early, but cleanly.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter errors, CancellationToken stop)
    {
        // Named as people type it, since that is what its help calls it: not by the program's file.
        Command root = new("./run", "Plays and examines what a streaming server offers.")
        {
            PlayArguments.Create(), ProbeArguments.Create(), ChannelsArguments.Create(), new HelpOption(), new VersionOption(),
        };
        ParseResult parsed = root.Parse(arguments.Length == 0 ? ["--help"] : arguments);
        if (parsed.Errors.Count > 0)
        {
            string command = parsed.CommandResult == parsed.RootCommandResult ? "" : parsed.CommandResult.Command.Name + " ";
            await errors.WriteLineAsync($"{parsed.Errors[0].Message.TrimEnd('.')}: './run {command}--help' shows how it is used");
            return ExitCode.WrongUsage;
        }

        InvocationConfiguration configuration = new()
        {
            Output = output, Error = errors, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null,
        };
        return await parsed.InvokeAsync(configuration, stop);
    }
}
