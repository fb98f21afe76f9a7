using Streaming.Emulation.Links;

namespace Streaming.Lab.Scenarios;

/// <summary>A link of a situation.</summary>
public sealed record LinkTerms
{
    public required string Name { get; init; }

    /// <summary>The next one towards the server; null: it begins there.</summary>
    public string? Via { get; init; }

    public required LinkProfile Profile { get; init; }

    /// <summary>Everybody behind it has one of his own: <c>wifi.1</c>, <c>wifi.2</c>, … Only viewers lie behind such a link.</summary>
    public bool IsEach { get; init; }

    /// <summary>Whether the server knows of it and admits by it; it needs a rate.</summary>
    public bool IsDeclared { get; init; }

    /// <summary>The share of its rate that may be promised.</summary>
    public Ratio Reservable { get; init; } = Ratio.Percent(90);

    /// <summary>By rising time.</summary>
    public IReadOnlyList<LinkChange> Changes { get; init; } = [];
}
