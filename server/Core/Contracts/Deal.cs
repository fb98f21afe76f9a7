using Streaming.Qos.FlowSpecs;
using Streaming.Server.Sending;

namespace Streaming.Server.Contracts;

/// <summary>What came of a <see cref="Bid"/>.</summary>
/// <param name="Points">The whole ladder of what would serve the client, also where none of it is granted now.</param>
/// <param name="Alternative">Of a refusal: the best that would be granted now.</param>
internal sealed record Deal(
    FlowSpec Asked, IReadOnlyList<OperatingPoint> Points, ReservationAnswer Answer, ContractText? Alternative = null)
{
    /// <summary>At which all of it is delivered.</summary>
    public PlaySpeed Speed { get; init; }

    public bool IsGranted => Answer is ReservationAnswer.Granted;
}
