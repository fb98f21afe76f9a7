using System.CommandLine;
using Streaming.Lab.Scenarios;

namespace Streaming.Lab.Commands;

/// <summary><c>check FILE…</c>: every mistake with its line, and nothing is played.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        Argument<string[]> files = ScenarioArgument.Create();
        Command command = new("check", "Names every mistake in scenarios, each with its line.") { files };
        command.SetAction(parsed =>
            Run(parsed.GetValue(files)!, parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error));
        return command;
    }

    private static int Run(string[] paths, TextWriter output, TextWriter errors)
    {
        int all = 0;
        foreach (string path in paths)
        {
            ScenarioFile? file = ScenarioReader.Read(path, out IReadOnlyList<ScenarioMistake> mistakes);
            foreach (ScenarioMistake mistake in mistakes)
                errors.WriteLine(mistake);
            all += mistakes.Count;
            if (file is not null)
                output.WriteLine(Summary(path, file));
        }

        return all == 0 ? LabExit.Done : LabExit.Failed;
    }

    private static string Summary(string path, ScenarioFile file) => FormattableString.Invariant(
        $"{path}: no mistakes; {file.Variants.Count} × {file.Repetitions} runs, {file.Expectations.Count} expectations");
}
