using Streaming.Server.Host.Commands;

namespace Streaming.Server.Tests.Commands;

public sealed class CommandTreeTests
{
    [Theory]
    [InlineData("./run [command] [options]", "--help")]
    [InlineData("./run probe <FILE> [options]", "probe", "--help")]
    [InlineData("./run check-config [<FILE>] [options]", "check-config", "--help")]
    public async Task Help_shows_what_is_typed(string usage, params string[] arguments)
    {
        using StringWriter output = new() { NewLine = "\n" }, errors = new();
        int exit = await CommandTree.RunAsync(arguments, output, errors, TestContext.Current.CancellationToken);
        Assert.Equal((ExitCode.Done, ""), (exit, errors.ToString()));
        Assert.Contains($"Usage:\n  {usage}\n", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'./run help' shows how it is used", "nonsense")]
    [InlineData("'./run probe --help' shows how it is used", "probe")]
    public async Task Wrong_usage_names_the_help_that_is_meant(string hint, params string[] arguments)
    {
        using StringWriter output = new(), errors = new();
        int exit = await CommandTree.RunAsync(arguments, output, errors, TestContext.Current.CancellationToken);
        Assert.Equal(ExitCode.WrongUsage, exit);
        Assert.EndsWith(hint, errors.ToString().TrimEnd(), StringComparison.Ordinal);
    }
}
