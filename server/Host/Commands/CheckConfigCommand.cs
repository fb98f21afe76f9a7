using System.CommandLine;
using Streaming.Server.Host.Configuration;

namespace Streaming.Server.Host.Commands;

/// <summary><c>check-config [FILE]</c>: every mistake with its line.</summary>
internal static class CheckConfigCommand
{
    public static Command Create()
    {
        Argument<string> file = new("FILE")
        {
            Description = "The file to check",
            DefaultValueFactory = _ => ConfigurationSources.DefaultFile,
        };
        Command command = new("check-config", "Checks a configuration file, and what the environment sets on top of it.") { file };
        command.SetAction(parsed =>
            Run(parsed.GetValue(file)!, parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error));
        return command;
    }

    private static int Run(string file, TextWriter output, TextWriter errors)
    {
        string folder = Directory.GetCurrentDirectory();
        ConfigurationSources sources = new(file, folder, HomeFolder.Path, Environment.GetEnvironmentVariables(), []);
        sources.Load(out IReadOnlyList<ConfigurationMistake> mistakes);
        foreach (ConfigurationMistake mistake in mistakes)
            errors.WriteLine(mistake);
        if (mistakes.Count > 0)
            return ExitCode.Failure;
        output.WriteLine($"{file}: no mistakes");
        return ExitCode.Done;
    }
}
