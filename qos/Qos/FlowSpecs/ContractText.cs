using System.Diagnostics.CodeAnalysis;

namespace Streaming.Qos.FlowSpecs;

/// <summary>A contract as text: what the <c>Contract</c> header says, and <c>Alternative</c> of a contract that is only offered (its
/// generation is 0).</summary>
/// <param name="Contract">What the receiver asked for is not in the text.</param>
/// <param name="Point">The name of what is sent.</param>
/// <param name="Lease">How long the reservation outlives the last sign of life.</param>
public sealed record ContractText(Contract Contract, string? Point = null, TimeSpan? Lease = null)
{
    public static bool TryParse(
        ReadOnlySpan<char> text, [NotNullWhen(true)] out ContractText? contract, [NotNullWhen(false)] out FlowSpecFault? fault)
    {
        contract = null;
        fault = new(FlowSpecMistake.Unknown, text.ToString());
        return false;
    }

    public override string ToString() => "";
}
