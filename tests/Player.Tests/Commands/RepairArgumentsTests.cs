using System.CommandLine;
using Streaming.Player.Desktop.Commands;
using Streaming.Player.Protection;

namespace Streaming.Player.Tests.Commands;

/// <summary>What is done about losses, as it is said on the command line.</summary>
public sealed class RepairArgumentsTests
{
    [Fact]
    public void Whoever_says_nothing_has_what_losses_ask_for_within_the_usual_budget() =>
        Assert.Equal(new ProtectionOptions(), Read());

    [Fact]
    public void Repair_can_be_switched_off_or_given_a_layout_and_a_budget()
    {
        Assert.Null(Read("--repair", "off"));
        ProtectionOptions options = Read("--repair", "10x5+rows", "--repair-overhead", "40%", "--repair-delay", "1s")!;
        Assert.Equal(ParityLayout.OfBoth(10, 5), options.Fixed);
        Assert.Equal((Ratio.Percent(40), TimeSpan.FromSeconds(1)), (options.Budget.Overhead, options.Budget.Delay));
        Assert.Equal(Ratio.Percent(3), Read("--repair-overhead", "3%")!.Budget.LeastResend);
    }

    [Theory]
    [InlineData("--repair", "much", "--repair much: give auto, off or a layout such as 10x5, 10x0 or 10x5+rows")]
    [InlineData("--repair", "0x5", "--repair 0x5: give auto")]
    [InlineData("--repair-overhead", "101%", "--repair-overhead 101%: give a share from 0 to 100%, such as 25%")]
    [InlineData("--repair-delay", "11s", "--repair-delay 11s: give a time up to 10s, such as 500ms")]
    public async Task A_mistake_is_one_line_and_wrong_usage(string option, string value, string message)
    {
        using StringWriter output = new(), errors = new();
        int exit = await CommandTree.RunAsync(
            ["play", "rtsp://127.0.0.1:1/x", "--headless", option, value], output, errors, TestContext.Current.CancellationToken);
        Assert.Equal(ExitCode.WrongUsage, exit);
        Assert.StartsWith($"play: {message}", errors.ToString(), StringComparison.Ordinal);
    }

    private static ProtectionOptions? Read(params string[] arguments)
    {
        Command command = new("play");
        RepairArguments repair = new();
        repair.AddTo(command);
        ParseResult parsed = command.Parse(arguments);
        Assert.Empty(parsed.Errors);
        return repair.Read(parsed);
    }
}
