using System.CommandLine;
using System.CommandLine.Parsing;

namespace Streaming.Lab.Commands;

/// <summary>Scenario files on the command line. What looks like an option and is none is taken for none of them.</summary>
internal static class ScenarioArgument
{
    public static Argument<string[]> Create()
    {
        Argument<string[]> files = new("FILE") { Description = "Scenarios", Arity = ArgumentArity.OneOrMore };
        files.Validators.Add(RefuseOptions);
        return files;
    }

    private static void RefuseOptions(ArgumentResult result)
    {
        if (result.Tokens.FirstOrDefault(token => token.Value.StartsWith('-')) is { } unknown)
            result.AddError($"there is no option '{unknown.Value}'");
    }
}
