using System.Text.Json;
using System.Text.Json.Serialization;

namespace Streaming.Formats.Media;

/// <summary>How a title's facts are written in the index; generated, so that nothing is looked up by reflection.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.General, UseStringEnumConverter = true, RespectNullableAnnotations = true, MaxDepth = 16)]
[JsonSerializable(typeof(Title))]
internal sealed partial class TitleJson : JsonSerializerContext;
