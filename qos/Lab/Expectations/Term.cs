namespace Streaming.Lab.Expectations;

/// <summary>One side of an expectation: <c>p99 skew_ms for class guaranteed in without</c>.</summary>
/// <param name="Aggregate">Null: each value there is, or all together where two sides are compared.</param>
/// <param name="Selector">Null: everybody.</param>
/// <param name="Variant">Null: whichever run is looked at.</param>
internal sealed record Term(Metric Metric, Aggregate? Aggregate, Selector? Selector, string? Variant)
{
    /// <summary>Without the variant.</summary>
    public string Text => $"{(Aggregate is null ? "" : $"{Aggregate.Word} ")}{Metric.Name}{(Selector is null ? "" : $" for {Selector}")}";
}
