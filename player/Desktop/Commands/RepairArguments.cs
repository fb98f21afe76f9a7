using System.CommandLine;
using Streaming.Player.Protection;
using Streaming.Qos.Protection;

namespace Streaming.Player.Desktop.Commands;

/// <summary>The part of <c>play</c>'s command line that says what is done about losses.</summary>
internal sealed class RepairArguments
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(10);

    private readonly Option<string> _repair = new("--repair")
    {
        HelpName = "auto|off|LAYOUT",
        Description = "What is done about losses: parity and resends as they ask for, nothing, or one layout such as 10x5, 10x5+rows",
        DefaultValueFactory = _ => "auto",
    };

    private readonly Option<string> _overhead = new("--repair-overhead")
    {
        HelpName = "SHARE",
        Description = "The most that parity and resends may take, as a share of the media",
        DefaultValueFactory = _ => "25%",
    };

    private readonly Option<string> _delay = new("--repair-delay")
    {
        HelpName = "TIME",
        Description = "The longest that repair may take",
        DefaultValueFactory = _ => "500ms",
    };

    public void AddTo(Command command)
    {
        command.Add(_repair);
        command.Add(_overhead);
        command.Add(_delay);
    }

    /// <returns>Null: nothing is to be repaired.</returns>
    /// <exception cref="UsageException">Something cannot be read.</exception>
    public ProtectionOptions? Read(ParseResult parsed)
    {
        string repair = parsed.GetValue(_repair)!, overhead = parsed.GetValue(_overhead)!, delay = parsed.GetValue(_delay)!;
        if (!RatioText.TryParse(overhead, out Ratio most) || most > Ratio.One)
            throw new UsageException($"--repair-overhead {overhead}: give a share from 0 to 100%, such as 25%");
        if (!DurationText.TryParse(delay, out TimeSpan longest) || longest > LongestDelay)
            throw new UsageException($"--repair-delay {delay}: give a time up to 10s, such as 500ms");
        ProtectionBudget usual = new();
        ProtectionOptions options = new()
        {
            Budget = usual with
            {
                Overhead = most,
                Delay = longest,
                LeastResend = most < usual.LeastResend ? most : usual.LeastResend,
            },
        };
        return repair switch
        {
            "off" => null,
            "auto" => options,
            _ => ParityLayout.TryParse(repair, out ParityLayout layout)
                ? options with { Fixed = layout }
                : throw new UsageException($"--repair {repair}: give auto, off or a layout such as 10x5, 10x0 or 10x5+rows"),
        };
    }
}
