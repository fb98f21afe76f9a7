using System.CommandLine;
using Spectre.Console;

namespace Streaming.Server.Host.Commands;

/// <summary>The command line of <c>import</c>.</summary>
internal static class ImportArguments
{
    public static Command Create()
    {
        Argument<string[]> files = new("FILE") { Description = "Media files and NAME.title folders", Arity = ArgumentArity.ZeroOrMore };
        Option<string[]> libraries = new("--library")
        {
            HelpName = "DIR", Description = "Import every film of this folder; may be repeated",
        };
        Command command = new("import", "Makes titles of films now, instead of when the server finds them.") { files, libraries };
        ConfigurationFlags flags = new(command,
            ("--data", "data", "DIR", "The folder for all that is derived from films"),
            ("--ladder", "import.ladder", "LIST", "Further renditions: none, auto, or a list such as 720p:2500k,480p:1000k"));
        command.SetAction(async (parsed, stop) =>
        {
            (TextWriter output, TextWriter errors) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            LoadedConfiguration loaded = await flags.LoadAsync(parsed, errors);
            if (loaded.Options is not { } options)
                return loaded.Exit;
            ImportCommand import = new(AnsiConsole.Console, output, errors);
            return await import.RunAsync(
                new(parsed.GetValue(files) ?? [], parsed.GetValue(libraries) ?? [], options.Data, options.Import.Ladder), stop);
        });
        return command;
    }
}
