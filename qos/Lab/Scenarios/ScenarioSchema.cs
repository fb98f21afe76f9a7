using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Streaming.Lab.Scenarios.Tables;

namespace Streaming.Lab.Scenarios;

/// <summary>What editors know of scenarios: JSON Schema, draft 2020-12, made of the table that reads them.</summary>
internal static class ScenarioSchema
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write()
    {
        JsonObject schema = new()
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "A scenario of the stress lab",
        };
        foreach ((string name, JsonNode? value) in ScenarioKeys.Form.Schema())
            schema[name] = value?.DeepClone();
        return schema.ToJsonString(Options) + "\n";
    }
}
