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
    internal static ScenarioFile? Make(DocumentNode.Mapping document, string path, MistakeList mistakes)
    {
        string name = Path.GetFileNameWithoutExtension(path), folder = Path.GetDirectoryName(path)!;
        Place place = new(document, "", folder, mistakes);
        if (!ScenarioKeys.Form.TryRead(document, place, out ScenarioDraft draft) || SituationMaker.Make(name, draft, place) is not { } plain)
            return null;
        List<ScenarioVariant> variants = VariantReader.Read(document, name, place);
        if (variants.Count == 0)
            variants.Add(new("", plain));
        ScenarioFile file = new()
        {
            Name = name,
            Path = path,
            Description = draft.Description,
            Seed = draft.Seed,
            Repetitions = draft.Repetitions,
            IsShort = draft.IsShort,
            Document = document,
            Variants = variants,
            Expectations = ExpectationLines(document),
        };
        return file;
    }

    private static List<WrittenExpectation> ExpectationLines(DocumentNode.Mapping document) =>
        document.Find(ScenarioKeys.Expectations)?.Value is DocumentNode.Sequence list
            ? [.. list.Items.OfType<DocumentNode.Scalar>().Select(item => new WrittenExpectation(item.Text, item.Line))]
            : [];
}
