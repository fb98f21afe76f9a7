using System.Text.Json.Nodes;

namespace Streaming.Lab.Scenarios.Reading;

/// <summary>What may stand at a place of a scenario, as people and editors are told of it.</summary>
internal abstract class Form
{
    /// <summary>Completes the sentence "'x' is not …".</summary>
    public abstract string Expected { get; }

    /// <summary>The keys that may stand in it; empty: it has none, or takes any.</summary>
    public virtual IReadOnlyList<KeyHelp> Keys => [];

    /// <summary>The key that is meant where only its value is written: <c>loss: 2%</c> is <c>loss: {mean: 2%}</c>; null: none.</summary>
    public virtual string? ShortKey => null;

    /// <summary>JSON Schema, draft 2020-12.</summary>
    public abstract JsonObject Schema();
}
