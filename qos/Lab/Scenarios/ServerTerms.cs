namespace Streaming.Lab.Scenarios;

/// <summary>How the server is set up.</summary>
public sealed record ServerTerms
{
    /// <summary>Whether it knows of the links that are declared, and promises no more than they carry; false: it takes everybody.</summary>
    public bool Admits { get; init; } = true;

    /// <summary>Whether it reserves the peak rate of a title, as if it knew nothing of its plan and its envelope.</summary>
    public bool ReservesPeak { get; init; }

    /// <summary>How long a reservation outlives the last sign of life.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(60);
}
