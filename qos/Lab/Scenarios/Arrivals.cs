namespace Streaming.Lab.Scenarios;

/// <summary>When viewers come.</summary>
public abstract record Arrivals
{
    private Arrivals()
    {
    }

    /// <summary>One after the other, evenly.</summary>
    /// <param name="Every">Zero: all at once.</param>
    public sealed record Fixed(TimeSpan From, TimeSpan Every) : Arrivals;

    /// <summary>By chance, at a mean rate.</summary>
    /// <param name="Mean">The mean time from one to the next.</param>
    public sealed record Poisson(TimeSpan From, TimeSpan Mean) : Arrivals;

    /// <summary>Everybody within a short time, most of them at its beginning.</summary>
    public sealed record Crowd(TimeSpan From, TimeSpan Within) : Arrivals;
}
