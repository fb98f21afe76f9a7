using System.Globalization;
using Streaming.Lab.Scenarios;
using Streaming.Lab.Scenarios.Reading;
using Streaming.Server.Host.Configuration;

namespace Streaming.Lab.Commands;

/// <summary>A key of a scenario and the values it is to have, one after the other: <c>loss=0..10%:0.5%</c>.</summary>
/// <param name="Key">A path, or its last key where the file has only one of that name.</param>
/// <param name="Values">As they would be written in the file.</param>
internal sealed record SweepOrder(string Key, IReadOnlyList<string> Values)
{
    /// <summary>A plot has no room for more.</summary>
    private const int MostValues = 1_000;

    /// <summary>Reads <c>KEY=FROM..TO:STEP</c> or <c>KEY=VALUE,VALUE,…</c>.</summary>
    /// <exception cref="LabUsageException">It is neither.</exception>
    public static SweepOrder Parse(string text)
    {
        int sign = text.IndexOf('=', StringComparison.Ordinal);
        if (sign <= 0)
            throw Wrong(text, "give a key and its values, such as loss=0..10%:0.5% or rate=10Mb/s,20Mb/s");
        (string key, string values) = (text[..sign].Trim(), text[(sign + 1)..].Trim());
        int dots = values.IndexOf("..", StringComparison.Ordinal);
        List<string> all = dots < 0
            ? [.. values.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)]
            : Range(text, values[..dots], values[(dots + 2)..]);
        return all.Count is > 0 and <= MostValues
            ? new(key, all)
            : throw Wrong(text, FormattableString.Invariant($"that is {all.Count} values: give 1 to {MostValues}"));
    }

    /// <summary>The path that is meant.</summary>
    /// <exception cref="LabUsageException">There is none, or there are several.</exception>
    public string PathIn(ScenarioFile file)
    {
        DocumentNode.Mapping document = file.Document;
        if (Key.Contains('.', StringComparison.Ordinal) || document.Find(Key) is not null)
            return VariantReader.ProblemOf(Key) is { } problem ? throw Wrong(Key, problem) : Key;
        List<string> paths = [.. DocumentPath.To(document, Key).Where(path => VariantReader.ProblemOf(path) is null)];
        if (paths.Count == 1)
            return paths[0];
        IEnumerable<string> known = DocumentPath.All(document, "").Select(path => path[(path.LastIndexOf('.') + 1)..]).Distinct();
        string suggestion = Suggestion.For(Key, known);
        string hint = suggestion.Length > 0 ? suggestion : $"; a whole path, such as links.NAME.{Key}, sets what is not there";
        throw Wrong(Key, paths.Count == 0
            ? $"there is no such key in {file.Name}{hint}"
            : $"there are several: say which of {string.Join(", ", paths)}");
    }

    /// <summary>The scenario with one of the values; its expectations stay as they are.</summary>
    /// <exception cref="LabUsageException">It cannot have that value.</exception>
    public static ScenarioFile Apply(ScenarioFile file, string path, string value)
    {
        MistakeList mistakes = new("--sweep");
        DocumentNode.Mapping document = DocumentPatch.Apply(
            file.Document, path, new DocumentNode.Scalar(0, value), VariantReader.ShortKeys, out string? problem);
        if (problem is not null)
            throw Wrong(path, problem);
        ScenarioFile? changed = ScenarioReader.Make(document, file.Path, mistakes, file.Expectations);
        return mistakes.Count == 0 ? changed! : throw Wrong($"{path}={value}", mistakes.All[0].Text);
    }

    private static List<string> Range(string whole, string from, string rest)
    {
        int colon = rest.IndexOf(':', StringComparison.Ordinal);
        string to = colon < 0 ? rest : rest[..colon], step = colon < 0 ? "" : rest[(colon + 1)..];
        if (!TryParse(from, out decimal first, out string firstUnit) || !TryParse(to, out decimal last, out string unit)
            || !TryParse(step, out decimal each, out string stepUnit) || each <= 0)
            throw Wrong(whole, "a range is FROM..TO:STEP, such as 0..10%:0.5%");
        if ((firstUnit.Length > 0 && firstUnit != unit) || (stepUnit.Length > 0 && stepUnit != unit))
            throw Wrong(whole, $"one unit for all three: '{unit}'");
        if (last < first || (last - first) / each >= MostValues)
            throw Wrong(whole, FormattableString.Invariant($"a range rises, in at most {MostValues} steps"));
        List<string> values = [];
        for (decimal value = first; value <= last; value += each)
            values.Add(string.Create(CultureInfo.InvariantCulture, $"{value:0.############}{unit}"));
        return values;
    }

    private static bool TryParse(string text, out decimal number, out string unit)
    {
        text = text.Trim();
        int end = 0;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] is '.' or '-'))
            end++;
        unit = text[end..].Trim();
        return decimal.TryParse(
            text.AsSpan(0, end), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
    }

    private static LabUsageException Wrong(string text, string why) => new($"--sweep {text}: {why}");
}
