namespace Streaming.Lab.Scenarios.Tables;

/// <summary>When viewers come, as far as it was said.</summary>
internal sealed record ArrivalsDraft
{
    public TimeSpan At { get; init; }

    public TimeSpan? Every { get; init; }

    public TimeSpan? Poisson { get; init; }

    public TimeSpan? Crowd { get; init; }

    public (Arrivals? Arrivals, string? Problem) Finish() => (Every, Poisson, Crowd) switch
    {
        (null, { } mean, null) => (new Arrivals.Poisson(At, mean), null),
        (null, null, { } within) => (new Arrivals.Crowd(At, within), null),
        (_, null, null) => (new Arrivals.Fixed(At, Every ?? TimeSpan.Zero), null),
        _ => (null, "give one of every, poisson, crowd"),
    };
}
