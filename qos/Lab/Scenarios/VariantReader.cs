using Streaming.Lab.Scenarios.Checks;
using Streaming.Lab.Scenarios.Reading;
using Streaming.Lab.Scenarios.Tables;
using Streaming.Server.Host.Configuration;

namespace Streaming.Lab.Scenarios;

/// <summary>Reads what variants make of a scenario: each is the document with some values otherwise, read anew.</summary>
internal static class VariantReader
{
    /// <summary>Keys that may be written as one value, and which key of their section that is.</summary>
    public static IReadOnlyDictionary<string, string> ShortKeys { get; } = Collect(ScenarioKeys.Form);

    /// <summary>In the order of the file; those that are wrong are left out, which has been said.</summary>
    /// <param name="place">Of the whole document, in which nothing is wrong but what its variants make of it.</param>
    public static List<ScenarioVariant> Read(DocumentNode.Mapping document, string name, Place place)
    {
        List<ScenarioVariant> variants = [];
        if (document.Find(ScenarioKeys.Variants)?.Value is not DocumentNode.Mapping all)
            return variants;
        foreach (DocumentEntry variant in all.Entries)
        {
            if (Patched(document, variant, place) is not { } patched)
                continue;
            MistakeList mistakes = new("");
            Place there = place with { Document = patched, Mistakes = mistakes };
            if (ScenarioKeys.Form.TryRead(patched, there, out ScenarioDraft draft)
                && SituationMaker.Make(name, draft, there) is { } situation)
                variants.Add(new(variant.Name, situation));
            foreach (ScenarioMistake mistake in mistakes.All)
                place.Mistakes.Add(mistake.Line, $"{mistake.Text} in variant '{variant.Name}'");
        }

        return variants;
    }

    /// <summary>Why a path cannot be changed; null where it can.</summary>
    public static string? ProblemOf(string path)
    {
        string first = path.Split('.')[0];
        string[] keys = [.. ScenarioKeys.Form.Keys.Select(key => key.Name)];
        return ScenarioKeys.OfAllVariants.Contains(first) ? $"'{first}' is the same for all variants"
            : keys.Contains(first) ? null
            : $"'{first}' is no key of a scenario{Suggestion.For(first, keys)}";
    }

    private static DocumentNode.Mapping? Patched(DocumentNode.Mapping document, DocumentEntry variant, Place place)
    {
        Place here = place.In(ScenarioKeys.Variants).In(variant.Name);
        if (variant.Value is DocumentNode.Scalar { Text: "" })
            return document;
        if (variant.Value is not DocumentNode.Mapping changes)
        {
            here.Complain(variant.Line, "a variant is a section of paths and values, such as {server.admits: no}");
            return null;
        }

        int before = place.Mistakes.Count;
        foreach (DocumentEntry change in changes.Entries)
        {
            string? problem = ProblemOf(change.Name);
            if (problem is null)
                document = DocumentPatch.Apply(document, change.Name, change.Value, ShortKeys, out problem);
            if (problem is not null)
                here.Complain(change.Line, problem);
        }

        return place.Mistakes.Count == before ? document : null;
    }

    private static SortedDictionary<string, string> Collect(Form form)
    {
        SortedDictionary<string, string> all = new(StringComparer.Ordinal);
        Walk(form, "");
        return all;

        void Walk(Form at, string name)
        {
            if (at.ShortKey is { } key && name != NamesForm<object>.AnyName)
                all[name] = key;
            foreach (KeyHelp help in at.Keys)
                Walk(help.Form, help.Name);
        }
    }
}
