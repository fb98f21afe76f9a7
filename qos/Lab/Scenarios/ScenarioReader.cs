using Streaming.Lab.Expectations;
using Streaming.Lab.Scenarios.Checks;
using Streaming.Lab.Scenarios.Reading;
using Streaming.Lab.Scenarios.Tables;

namespace Streaming.Lab.Scenarios;

/// <summary>Reads scenario files.</summary>
internal static class ScenarioReader
{
    /// <summary>A thousand times a large scenario.</summary>
    public const int MostCharacters = 1_000_000;

    /// <summary>The scenario, or null and every mistake in it.</summary>
    public static ScenarioFile? Read(string path, out IReadOnlyList<ScenarioMistake> mistakes)
    {
        string name = Path.GetFileName(path);
        try
        {
            FileInfo file = new(path);
            if (file.Exists && file.Length <= MostCharacters)
                return Parse(File.ReadAllText(path), file.FullName, out mistakes);
            mistakes = [new(name, 0, file.Exists ? $"longer than {MostCharacters} bytes: not a scenario" : $"there is no file '{path}'")];
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            mistakes = [new(name, 0, wrong.Message.ReplaceLineEndings(" ").TrimEnd('.'))];
        }

        return null;
    }

    /// <summary>The same of a file's text.</summary>
    /// <param name="path">The file's, whole.</param>
    public static ScenarioFile? Parse(string text, string path, out IReadOnlyList<ScenarioMistake> mistakes)
    {
        MistakeList list = new(Path.GetFileName(path));
        ScenarioFile? file = DocumentReader.Read(text, list) is { } document ? Make(document, path, list) : null;
        mistakes = list.All;
        return list.Count == 0 ? file : null;
    }

    /// <summary>The scenario that a document describes.</summary>
    /// <param name="path">The file's, whole.</param>
    /// <param name="expectations">Those of the document before something was changed in it; null: they are read from it.</param>
    public static ScenarioFile? Make(
        DocumentNode.Mapping document, string path, MistakeList mistakes, IReadOnlyList<Expectation>? expectations = null)
    {
        string name = Path.GetFileNameWithoutExtension(path), folder = Path.GetDirectoryName(path)!;
        Place place = new(document, "", folder, mistakes);
        if (!ScenarioKeys.Form.TryRead(document, place, out ScenarioDraft draft))
            return null;
        if (SituationMaker.Make(name, draft, place) is not { } plain)
            return null;
        List<ScenarioVariant> variants = VariantReader.Read(document, name, place);
        if (variants.Count == 0)
            variants.Add(new("", plain));
        return new()
        {
            Name = name,
            Path = path,
            Description = draft.Description,
            Seed = draft.Seed,
            Repetitions = draft.Repetitions,
            IsShort = draft.IsShort,
            Document = document,
            Variants = variants,
            Expectations = expectations ?? ReadExpectations(place, variants),
        };
    }

    private static List<Expectation> ReadExpectations(Place place, IReadOnlyList<ScenarioVariant> variants)
    {
        List<Expectation> expectations = [];
        if (place.Document.Find(ScenarioKeys.Expectations)?.Value is not DocumentNode.Sequence list)
            return expectations;
        Situation[] all = [.. variants.Select(variant => variant.Situation)];
        ExpectationNames names = new(
            [.. variants.Select(variant => variant.Name).Where(name => name.Length > 0)],
            Audiences(all),
            [.. all.SelectMany(one => one.Titles.Select(title => title.Name)).Distinct(), .. all.SelectMany(Channels).Distinct()],
            [.. all.SelectMany(one => one.Links.Select(link => link.Name)).Distinct()]);
        foreach (DocumentNode.Scalar item in list.Items.OfType<DocumentNode.Scalar>())
        {
            if (ExpectationReader.Read(item.Text, item.Line, names, out string mistake) is { } expectation)
                expectations.Add(expectation);
            else
                place.Mistakes.Add(item.Line, $"'{item.Text}': {mistake}");
        }

        return expectations;
    }

    private static IEnumerable<string> Channels(Situation situation) => situation.Channels.Select(channel => channel.Name);

    /// <summary>With the most viewers that each has in any variant.</summary>
    private static SortedDictionary<string, long> Audiences(IEnumerable<Situation> situations)
    {
        SortedDictionary<string, long> all = new(StringComparer.Ordinal);
        foreach (Audience audience in situations.SelectMany(situation => situation.Audiences))
            all[audience.Name] = Math.Max(audience.Count, all.GetValueOrDefault(audience.Name));
        return all;
    }
}
