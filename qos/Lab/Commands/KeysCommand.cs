using System.CommandLine;
using Streaming.Lab.Scenarios.Reading;
using Streaming.Lab.Scenarios.Tables;

namespace Streaming.Lab.Commands;

/// <summary><c>keys</c>: everything that may stand in a scenario, with its meaning.</summary>
internal static class KeysCommand
{
    public static Command Create()
    {
        Command command = new("keys", "Lists every key of a scenario with its meaning.");
        command.SetAction(parsed => Print(parsed.InvocationConfiguration.Output, ScenarioKeys.Form, ""));
        return command;
    }

    private static void Print(TextWriter output, Form form, string indent)
    {
        foreach (KeyHelp key in form.Keys)
        {
            output.WriteLine($"{indent}{key.Name}:{new string(' ', Math.Max(1, 24 - indent.Length - key.Name.Length))}"
                + $"{key.Meaning}{(key.IsRequired ? " Required." : "")}");
            Print(output, key.Form, indent + "  ");
        }
    }
}
