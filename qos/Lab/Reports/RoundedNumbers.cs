using System.Text.Json;
using System.Text.Json.Serialization;

namespace Streaming.Lab.Reports;

/// <summary>Fractions to a millionth: of seconds that is a microsecond.</summary>
internal sealed class RoundedNumbers : JsonConverter<double>
{
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDouble();

    /// <remarks>Zero is added because −0 is written with its sign.</remarks>
    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(Math.Round(value, 6) + 0.0);
}
