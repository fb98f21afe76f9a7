using System.Text.Json;
using System.Text.Json.Serialization;

namespace Streaming.Player.Reporting;

/// <summary>How reports are written: camel case, indented, nothing left out.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(ReceiverReport))]
public sealed partial class ReportJson : JsonSerializerContext
{
    public static string Write(ReceiverReport report) => JsonSerializer.Serialize(report, Default.ReceiverReport);

    /// <exception cref="JsonException">The text is no report.</exception>
    public static ReceiverReport Read(string json) => JsonSerializer.Deserialize(json, Default.ReceiverReport)!;
}
