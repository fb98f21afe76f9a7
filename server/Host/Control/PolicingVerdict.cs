namespace Streaming.Server.Host.Control;

/// <summary>What is to be done about a request.</summary>
/// <param name="Excess">What there was too much of; null: nothing, the request is in order.</param>
/// <param name="RetryAfter">When the next one of its kind is welcome.</param>
/// <param name="IsOffender">Goes on all the same, again and again: hang up.</param>
internal readonly record struct PolicingVerdict(PolicingExcess? Excess, TimeSpan RetryAfter, bool IsOffender)
{
    public static readonly PolicingVerdict Fine;
}
