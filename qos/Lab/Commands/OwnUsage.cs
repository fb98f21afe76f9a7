using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Streaming.Lab.Commands;

/// <summary>Shows how a command is used without what the command above it takes: <c>lab diff A B</c> wants no scenario.</summary>
internal sealed class OwnUsage(HelpAction help) : SynchronousCommandLineAction
{
    /// <summary>Whoever asks how it is used need not use it rightly.</summary>
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        foreach (Command above in parseResult.CommandResult.Command.Parents.OfType<Command>())
        {
            foreach (Argument argument in above.Arguments)
                argument.Hidden = true;
        }

        return help.Invoke(parseResult);
    }
}
