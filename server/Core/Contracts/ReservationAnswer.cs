using Streaming.Qos.FlowSpecs;

namespace Streaming.Server.Contracts;

/// <summary>What became of a <see cref="ReservationWish"/>.</summary>
public abstract record ReservationAnswer
{
    private ReservationAnswer()
    {
    }

    /// <summary>Reserved on every link of the path and on the machine: the first point that fitted.</summary>
    public sealed record Granted(OperatingPoint Point, Contract Contract) : ReservationAnswer;

    /// <summary>Nothing was reserved; what was held before is still held.</summary>
    /// <param name="Limit">The resource that is short: a link's name, one of the machine's (<c>packets</c>, <c>memory</c>, <c>disk</c>), or
    /// a term of what was asked.</param>
    /// <param name="Why">One sentence for people.</param>
    /// <param name="Asked">Of that resource, in its unit.</param>
    /// <param name="Available">Of that resource.</param>
    /// <param name="Alternative">The best that would be admitted now, where there is any.</param>
    /// <param name="Later">After what time the wish is expected to fit, where that is known.</param>
    public sealed record Refused(
        string Limit, string Why, string Asked, string Available, OperatingPoint? Alternative, TimeSpan? Later) : ReservationAnswer;
}
