using Streaming.Qos.FlowSpecs;

namespace Streaming.Player.Desktop.Playing;

/// <summary>What can be done about a trouble.</summary>
/// <param name="Words">For people, behind "Press Enter to": "watch it in 480p".</param>
/// <param name="Wish">What is to be asked of the network instead.</param>
/// <param name="Address">What is to be opened instead.</param>
internal sealed record Remedy(RemedyKind Kind, string Words, FlowSpec? Wish = null, string? Address = null)
{
    public static readonly Remedy TryAgain = new(RemedyKind.TryAgain, "try again");
}
