using System.CommandLine;
using System.CommandLine.Help;

namespace Streaming.Lab.Commands;

/// <summary>The lab's command line.</summary>
internal static class LabCommandTree
{
    private const string Name = "lab";

    /// <summary>Runs one command to its end.</summary>
    /// <param name="stop">Ends it early, but cleanly.</param>
    /// <returns>One of <see cref="LabExit"/>.</returns>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter errors, CancellationToken stop)
    {
        ParseResult parsed = Create().Parse([Name, .. arguments]);
        if (parsed.Errors.Count > 0)
        {
            string what = arguments.Length == 0 ? "say which scenario: a file, or 'all'" : parsed.Errors[0].Message.TrimEnd('.');
            await errors.WriteLineAsync($"lab: {what}: './run lab --help' shows how it is used");
            return LabExit.WrongUsage;
        }

        InvocationConfiguration configuration = new()
        {
            Output = output, Error = errors, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null,
        };
        try
        {
            return await parsed.InvokeAsync(configuration, stop);
        }
        catch (LabUsageException wrong)
        {
            await errors.WriteLineAsync(wrong.Message);
            return LabExit.WrongUsage;
        }
    }

    /// <summary>Named as people type it, since that is what its help calls it: not by the program's file.</summary>
    private static Command Create()
    {
        Command lab = new(Name, "Plays scenarios in virtual time or on sockets, and says whether what they expect holds.")
        {
            PlayArguments.CreateAll(), CheckCommand.Create(), KeysCommand.Create(), SchemaCommand.Create(), DiffCommand.Create(),
            ExplainCommand.Create(),
        };
        PlayArguments.AddTo(lab);
        HelpOption help = new();
        help.Action = new OwnUsage((HelpAction)help.Action!);
        lab.Add(help);
        lab.Add(new VersionOption());
        return new("./run") { lab };
    }
}
