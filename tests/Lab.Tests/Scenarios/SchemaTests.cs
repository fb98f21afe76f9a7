using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Streaming.Lab.Commands;
using Streaming.Lab.Scenarios;
using Streaming.Lab.Scenarios.Reading;

namespace Streaming.Lab.Tests.Scenarios;

public sealed class SchemaTests
{
    private static readonly JsonObject Schema = JsonNode.Parse(ScenarioSchema.Write())!.AsObject();

    [Fact]
    public void The_schema_beside_the_ready_scenarios_is_the_one_of_this_program() => Assert.Equal(
        ScenarioSchema.Write(), File.ReadAllText(Path.Combine(ReadyScenarios.Folder, "scenario.schema.json")));

    [Fact]
    public void Editors_find_nothing_wrong_with_what_the_reader_takes()
    {
        Assert.Empty(Flaws(Read(Written.Full)));
        Assert.Empty(Flaws(Read(Written.Plain)));
        Assert.All(ReadyScenarios.Files(), file => Assert.Empty(Flaws(Read(File.ReadAllText(file)))));
    }

    [Theory]
    [InlineData("rate: 10Mb/s", "rate: -1Mb/s", "links.lan.rate")]
    [InlineData("rate: 10Mb/s", "rate: 10Mb/s, dealy: 1ms", "links.lan: dealy")]
    [InlineData("rate: 10Mb/s", "loss: {mean: 2}", "links.lan.loss")]
    [InlineData("for: 10s", "for: 10", "for")]
    [InlineData("for: 10s", "seed: 1", ": for")]
    [InlineData("behind: lan, ", "", "viewers.home: behind")]
    [InlineData("watch: film", "watch: film, ask: {class: best}", "viewers.home.ask.class")]
    [InlineData("watch: film", "watch: film, count: 200000", "viewers.home.count")]
    [InlineData("watch: film", "watch: film, do: [{seek: 2s}]", "viewers.home.do.1: after")]
    public void Editors_find_what_is_wrong(string right, string wrong, string flaw) => Assert.Equal(
        [flaw], Flaws(Read(Written.Plain.Replace(right, wrong))));

    private static DocumentNode.Mapping Read(string text) => DocumentReader.Read(text, new("written.yml"))!;

    private static IEnumerable<string> Flaws(DocumentNode.Mapping document) => Flaws(document, Schema, "");

    /// <summary>Where a document is not as the schema has it: as much of JSON Schema as ours is made of.</summary>
    private static IEnumerable<string> Flaws(DocumentNode node, JsonObject schema, string path)
    {
        if (schema["anyOf"] is JsonArray choices)
            return choices.Any(choice => !Flaws(node, choice!.AsObject(), path).Any()) ? [] : [path];
        return node switch
        {
            DocumentNode.Mapping mapping when Types(schema).Contains("object") => OfObject(mapping, schema, path),
            DocumentNode.Sequence list when Types(schema).Contains("array") => list.Items.Count > (int)schema["maxItems"]! ? [path]
                : list.Items.Index().SelectMany(item =>
                    Flaws(item.Item, schema["items"]!.AsObject(), $"{path}.{item.Index + 1}".TrimStart('.'))),
            DocumentNode.Scalar scalar when IsScalar(scalar.Text, schema) => [],
            _ => [path],
        };
    }

    private static IEnumerable<string> OfObject(DocumentNode.Mapping mapping, JsonObject schema, string path)
    {
        foreach (JsonNode? name in schema["required"] as JsonArray ?? [])
        {
            if (mapping.Find((string)name!) is null)
                yield return $"{path}: {name}";
        }

        foreach (DocumentEntry entry in mapping.Entries)
        {
            if (schema["propertyNames"] is { } names)
                Assert.Matches((string)names["pattern"]!, entry.Name);
            JsonNode? inner = schema["properties"]?[entry.Name] ?? schema["additionalProperties"];
            if (inner is JsonObject known)
            {
                foreach (string flaw in Flaws(entry.Value, known, path.Length == 0 ? entry.Name : $"{path}.{entry.Name}"))
                    yield return flaw;
            }
            else if (inner is not null)
            {
                yield return $"{path}: {entry.Name}";
            }
        }
    }

    private static bool IsScalar(string text, JsonObject schema)
    {
        if (schema["enum"] is JsonArray words)
            return words.Any(word => word!.ToString() == text);
        if (schema["const"] is { } only)
            return only.ToString() == text;
        bool isNumber = decimal.TryParse(text, out decimal number);
        return Types(schema).Any(type => type switch
        {
            "string" => schema["pattern"] is not { } pattern || Regex.IsMatch(text, (string)pattern!),
            "integer" or "number" => isNumber && !(number < (decimal?)schema["minimum"]) && !(number > (decimal?)schema["maximum"]),
            "null" => text.Length == 0,
            "object" => text.Length == 0,
            _ => false,
        });
    }

    private static IEnumerable<string> Types(JsonObject schema) => schema["type"] switch
    {
        JsonArray many => many.Select(one => (string)one!),
        { } one => [(string)one!],
        _ => [],
    };
}
