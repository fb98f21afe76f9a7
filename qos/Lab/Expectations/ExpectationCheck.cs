namespace Streaming.Lab.Expectations;

/// <summary>Whether an expectation can hold, and can fail, at all.</summary>
internal static class ExpectationCheck
{
    /// <returns>What is wrong and what to write; empty: nothing.</returns>
    public static string Mistake(Expectation one, ExpectationNames names)
    {
        if ((MistakeOf(one.Left) ?? (one.Right is { } other ? MistakeOf(other) : null)) is { } mistake)
            return mistake;
        if (one.Right is { } right && right.Metric.Unit != one.Left.Metric.Unit)
            return $"{one.Left.Metric.Name} and {right.Metric.Name} cannot be compared: one is {Kind(one.Left)}, the other {Kind(right)}";
        return one.Right is null ? MistakeOfNumber(one, names) : one.Number < 0 ? "nothing is ever negative: leave out the minus" : "";
    }

    private static string? MistakeOf(Term term)
    {
        Metric metric = term.Metric;
        if (metric.Scope == MetricScope.Run && term.Aggregate is { } needless)
            return $"{metric.Name} is one number of a run: leave out '{needless.Word}'";
        if (term.Aggregate is { IsSum: true } && !metric.IsSum)
            return $"a sum of {metric.Name} says nothing: write mean, or p99";
        return (metric.Scope, term.Selector) switch
        {
            (_, null) => null,
            (MetricScope.Run, _) when metric.Counts is null => $"{metric.Name} is of the whole run: leave out 'for {term.Selector}'",
            (MetricScope.Links, { Kind: not SelectorKind.Link }) => $"{metric.Name} is of links: write 'for link NAME'",
            _ => null,
        };
    }

    private static string MistakeOfNumber(Expectation one, ExpectationNames names)
    {
        (Metric metric, string sign, double number) = (one.Left.Metric, one.Comparison.Sign, one.Number);
        string written = Amount.Write(number, metric.Unit);
        if (number < 0 || (number == 0 && sign == "<"))
            return $"{metric.Name} is never below 0: nothing can be {sign} {written}";
        if (metric.Unit == MetricUnit.Share && metric.Name != "utilisation" && (number > 100 || (number == 100 && sign == ">")))
            return $"{metric.Name} is never above 100 %: {sign} {written} cannot be meant";
        if (metric.Unit == MetricUnit.Count && sign is "==" or "!=" && one.Left.Aggregate?.Word != "mean" && number != Math.Floor(number))
            return $"{metric.Name} is a whole number: nothing is {written}";
        double viewers = one.Left.Selector is { Kind: SelectorKind.Viewers } audience
            ? names.Audiences[audience.Name]
            : names.Audiences.Values.Sum();
        bool isTooMany = number > viewers || (number == viewers && sign == ">");
        return metric.IsOfViewers && isTooMany ? $"there are {viewers} viewers: {metric.Name} is never {sign} {written}" : "";
    }

    private static string Kind(Term term) => term.Metric.Unit switch
    {
        MetricUnit.Time => "a time",
        MetricUnit.Share => "a share",
        MetricUnit.Rate => "a rate",
        _ => "a count",
    };
}
