using Streaming.Player.Protection;
using Streaming.Qos.Protection;

namespace Streaming.Lab.Scenarios.Tables;

/// <summary>What is done about losses, as far as it was said.</summary>
internal sealed record RepairDraft
{
    /// <summary>off, auto or a layout.</summary>
    public string By { get; init; } = "auto";

    public ProtectionBudget Budget { get; init; } = new();

    public (ProtectionOptions? Options, string? Problem) Finish() => By switch
    {
        "off" => (null, null),
        "auto" => (new() { Budget = Kept }, null),
        _ => ParityLayout.TryParse(By, out ParityLayout layout)
            ? (new() { Budget = Kept, Fixed = layout }, null)
            : (null, $"'{By}' is not auto, off or a layout such as 10x5, 10x0 or 10x5+rows"),
    };

    /// <summary>What is set aside for resends is part of what all of it may cost.</summary>
    private ProtectionBudget Kept => Budget.Overhead < Budget.LeastResend ? Budget with { LeastResend = Budget.Overhead } : Budget;
}
