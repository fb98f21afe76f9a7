using System.Text.Json;
using System.Text.Json.Serialization;

namespace Streaming.Player.Desktop.Memory;

/// <summary>How the memory is written: camel case, indented.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(MemoryFile))]
internal sealed partial class MemoryJson : JsonSerializerContext
{
    public static string Write(MemoryFile file) => JsonSerializer.Serialize(file, Default.MemoryFile);

    /// <summary>Null for what is no such file: the text may have come from anywhere.</summary>
    public static MemoryFile? TryRead(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, Default.MemoryFile);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
