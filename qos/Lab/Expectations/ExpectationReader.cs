using Streaming.Server.Host.Configuration;

namespace Streaming.Lab.Expectations;

/// <summary>Reads expectations:
/// <c>TERM OP NUMBER [UNIT]</c> or <c>TERM OP [NUMBER *] TERM</c>, where a term is
/// <c>[AGGREGATE] METRIC [for SELECTOR] [in VARIANT]</c>.</summary>
/// <remarks>Behind a number stands what could stand before the comparison: <c>stalls == 0 for class guaranteed</c>.</remarks>
internal sealed class ExpectationReader
{
    private readonly ExpectationNames _names;
    private readonly Words _words;
    private string _mistake = "";

    private ExpectationReader(string text, ExpectationNames names)
    {
        _names = names;
        _words = new(text);
    }

    /// <param name="mistake">What is wrong and what to write, in one line without its place; empty where nothing is.</param>
    public static Expectation? Read(string text, int line, ExpectationNames names, out string mistake)
    {
        ExpectationReader reader = new(text, names);
        Expectation? read = reader.Read(text, line);
        if (read is not null && reader._words.Next.Length > 0)
            reader.Say($"nothing is expected behind the number, and there is '{reader._words.Next}'");
        mistake = reader._mistake.Length > 0 || read is null ? reader._mistake : ExpectationCheck.Mistake(read, names);
        return mistake.Length == 0 ? read : null;
    }

    private Expectation? Read(string text, int line)
    {
        if (ReadTerm() is not { } left || ReadComparison() is not { } comparison)
            return null;
        bool isMultiplied = _words.TryTakeNumber(out double number, out string unit);
        if (isMultiplied && !_words.TryTake("*"))
        {
            if (unit.Length == 0 && Amount.IsUnit(_words.Next))
                unit = _words.Take();
            if (!Amount.TryRead(number, unit, left.Metric, out double value, out string mistake))
                return Say<Expectation>(mistake);
            return ReadPlace(left.Metric.Name, left.Aggregate, left.Selector, left.Variant) is { } all
                ? new(text, line, all, comparison, value, null)
                : null;
        }

        if (isMultiplied && unit.Length > 0)
            return Say<Expectation>($"what is multiplied with is a plain number: leave out '{unit}'");
        return ReadTerm() is { } right ? new(text, line, left, comparison, isMultiplied ? number : 1, right) : null;
    }

    private Comparison? ReadComparison()
    {
        string sign = _words.Take();
        if (Comparison.Signs.Contains(sign))
            return new(sign);
        return Say<Comparison>(sign switch
        {
            "" => $"it ends where one of {string.Join(" ", Comparison.Signs)} and a number are expected",
            "=" => "write '==' where two values are to be equal",
            _ => $"'{sign}' stands where one of {string.Join(" ", Comparison.Signs)} is expected",
        });
    }

    private Term? ReadTerm()
    {
        Aggregate? aggregate = Aggregate.Find(_words.Next);
        if (aggregate is not null)
            _words.Take();
        string name = _words.Take();
        if (!Metrics.Names.Contains(name))
            return Say<Term>(NoMetric(name, aggregate));
        return ReadPlace(name, aggregate, null, null);
    }

    /// <summary>Of whom, and of which variant: in any order, each once.</summary>
    private Term? ReadPlace(string name, Aggregate? aggregate, Selector? selector, string? variant)
    {
        while (_mistake.Length == 0 && _words.Next is "for" or "in")
        {
            string word = _words.Take();
            if ((word == "for" ? selector : (object?)variant) is not null)
                return Say<Term>($"'{word}' stands there twice");
            if (word == "for")
                selector = ReadSelector();
            else
                variant = ReadVariant();
        }

        Metric metric = Metrics.Find(name, aggregate is not null || selector is not null)!;
        return _mistake.Length == 0 ? new(metric, aggregate, selector, variant) : null;
    }

    private string NoMetric(string name, Aggregate? aggregate)
    {
        if (name.Length == 0)
            return "it ends where a metric is expected: write for example 'stalls == 0'";
        string all = string.Join(", ", Metrics.Names);

        // Two words in a row: the first was meant to be an aggregate.
        return aggregate is null && Metrics.Names.Contains(_words.Next)
            ? $"there is no aggregate '{name}', but mean, median, min, max, sum, p50 … p99.9"
                + Suggestion.For(name, Aggregate.Known)
            : $"there is no metric '{name}'" + (Suggestion.For(name, Metrics.Names) is { Length: > 0 } near ? near : $", but {all}");
    }

    private Selector? ReadSelector()
    {
        string word = _words.Take();
        if (!Enum.TryParse(word, ignoreCase: true, out SelectorKind kind) || word.Length == 0 || !char.IsLetter(word[0]))
            return Say<Selector>($"behind 'for' stands class, viewers, title or link, and a name, not '{word}'");
        IReadOnlyCollection<string> known = kind switch
        {
            SelectorKind.Class => ["guaranteed", "controlled-load", "best-effort"],
            SelectorKind.Viewers => [.. _names.Audiences.Keys],
            SelectorKind.Title => _names.Titles,
            _ => _names.Links,
        };
        string kindWord = word.ToLowerInvariant(), name = _words.Take();
        return known.Contains(name) ? new(kind, name) : Say<Selector>(None(kindWord == "viewers" ? "audience" : kindWord, name, known));
    }

    private string? ReadVariant()
    {
        string name = _words.Take();
        if (_names.Variants.Contains(name))
            return name;
        return Say<string>(_names.Variants.Count == 0
            ? $"this scenario has no variants: leave out 'in {name}'"
            : None("variant", name, _names.Variants));
    }

    private static string None(string what, string name, IReadOnlyCollection<string> known) =>
        $"there is no {what} '{name}'" + (Suggestion.For(name, known) is { Length: > 0 } near ? near : $", but {string.Join(", ", known)}");

    private T? Say<T>(string mistake)
        where T : class
    {
        Say(mistake);
        return null;
    }

    /// <summary>The first mistake is told; what follows may follow from it.</summary>
    private void Say(string mistake) => _mistake = _mistake.Length == 0 ? mistake : _mistake;
}
