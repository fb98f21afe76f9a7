using System.CommandLine;
using System.CommandLine.Help;
using System.Reflection;

namespace Streaming.Server.Host.Commands;

/// <summary>The server program's command line.</summary>
internal static class CommandTree
{
    /// <summary>Runs one command to its end.</summary>
    /// <param name="stop">Ends what would go on for ever, and interrupts what takes long.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter errors, CancellationToken stop)
    {
        ParseResult parsed = Create().Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            string command = parsed.CommandResult == parsed.RootCommandResult ? "" : parsed.CommandResult.Command.Name + " ";
            string hint = command.Length == 0 ? "./run help" : $"./run {command}--help";
            await errors.WriteLineAsync($"{parsed.Errors[0].Message.TrimEnd('.')}: '{hint}' shows how it is used");
            return ExitCode.WrongUsage;
        }

        InvocationConfiguration configuration = new()
        {
            Output = output, Error = errors, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null,
        };
        return await parsed.InvokeAsync(configuration, stop);
    }

    /// <summary>Named as people type it, since that is what its help calls it: not by the program's file.</summary>
    private static Command Create()
    {
        Command root = new("./run", "A streaming media server with QoS control.")
        {
            ServeCommand.Create(),
            ImportArguments.Create(),
            ProbeArguments.Create(),
            CheckConfigCommand.Create(),
            Text("version", "Which version this is.", () => $"streaming {Version}"),
            Text("help", "All commands.", () => HelpText.All),
            new HelpOption(),
            new VersionOption(),
        };
        root.SetAction(parsed => parsed.InvocationConfiguration.Output.WriteLine(HelpText.All));
        return root;
    }

    private static Command Text(string name, string description, Func<string> text)
    {
        Command command = new(name, description);
        command.SetAction(parsed => parsed.InvocationConfiguration.Output.WriteLine(text()));
        return command;
    }

    /// <summary>Without the commit behind the plus sign.</summary>
    private static string Version =>
        typeof(CommandTree).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
