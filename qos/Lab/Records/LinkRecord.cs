namespace Streaming.Lab.Records;

/// <summary>What passed one link, towards the viewers. Links that everybody has one of are one record: sums, and the worst delay.</summary>
public sealed record LinkRecord
{
    public required string Name { get; init; }

    /// <summary>The next one towards the server; null: it begins there.</summary>
    public string? Via { get; init; }

    /// <summary>How many there are of it.</summary>
    public int Count { get; init; } = 1;

    /// <summary>Whether the server knows of it.</summary>
    public bool IsDeclared { get; init; }

    public long Packets { get; init; }

    public long Bytes { get; init; }

    /// <summary>Packets that did not get through, by cause: queueFull, loss, policed, down.</summary>
    public IReadOnlyDictionary<string, long> Drops { get; init; } = new SortedDictionary<string, long>(StringComparer.Ordinal);

    /// <summary>What it carries by its profile, in bits a second, step by step; null: anything.</summary>
    public IReadOnlyList<long>? Capacity { get; init; }

    /// <summary>What was to pass, in bits a second.</summary>
    public IReadOnlyList<long> Offered { get; init; } = [];

    /// <summary>What did.</summary>
    public IReadOnlyList<long> Used { get; init; } = [];

    /// <summary>What the server had promised of it, in bits a second; empty where it knows nothing of it.</summary>
    public IReadOnlyList<long> Reserved { get; init; } = [];

    /// <summary>The longest wait in its queue.</summary>
    public IReadOnlyList<double> QueueMs { get; init; } = [];
}
