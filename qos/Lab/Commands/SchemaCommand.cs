using System.CommandLine;
using Streaming.Lab.Scenarios;

namespace Streaming.Lab.Commands;

/// <summary><c>schema</c>: what editors know of scenarios.</summary>
internal static class SchemaCommand
{
    public static Command Create()
    {
        Command command = new("schema", "Prints the JSON schema of scenarios, for editors.");
        command.SetAction(parsed => parsed.InvocationConfiguration.Output.Write(ScenarioSchema.Write()));
        return command;
    }
}
